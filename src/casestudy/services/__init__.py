"""Use cases: permission, one transaction, one change record, a frozen result."""
