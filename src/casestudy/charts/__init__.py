"""Plotly figures from frames, for pages and notebooks alike."""
