"""Parts of pages: each reads what it shows from the study and has the callbacks of its forms."""
