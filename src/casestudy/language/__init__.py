"""Norwegian text processing with spaCy, loaded only when asked for."""
