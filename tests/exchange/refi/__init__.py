"""Tests of the exchange with other programs for qualitative analysis."""
