"""Tests of the readers, one file per format."""
