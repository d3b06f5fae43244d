"""A whole study as a REFI-QDA project, and a project as a study."""
