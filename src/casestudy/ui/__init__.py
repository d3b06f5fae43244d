"""The pages in the browser; no SQL and no rules."""
