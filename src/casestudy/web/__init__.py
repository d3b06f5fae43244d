"""The routes beside the pages: coding operations, identity, health."""
