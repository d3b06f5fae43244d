"""Files that a reviewer sent back: what was written into them, and which code it is about."""
