"""The workbench for multi-case studies of recovery: open a study and work with it."""
