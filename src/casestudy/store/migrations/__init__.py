"""The schema's history, one revision per change; run by ``casestudy.store.migrate``."""
