"""Turn what services return into the frozen views that templates show."""
