"""Files in and out that other programs read; parsed to values first."""
