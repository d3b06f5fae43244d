"""Pure functions: frames in, frames or graphs out."""
