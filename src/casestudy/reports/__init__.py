"""Documents that people read, returned as bytes."""
