"""REFI-QDA: codebooks (.qdc) and projects (.qdpx) of other programs, as values, in and out."""
