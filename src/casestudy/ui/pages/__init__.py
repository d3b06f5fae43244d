"""One file per page of the browser interface, run by the router."""
