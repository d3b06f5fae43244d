"""Tests of reading what a reviewer sent back."""
