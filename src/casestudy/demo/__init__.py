"""The demo study: three invented services, built equal every time."""
