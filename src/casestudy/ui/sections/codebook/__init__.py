"""The parts of the page «codebook»."""
