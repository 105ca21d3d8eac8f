"""The commands at a console, one module a group. Nothing here is imported by a terminal that serves."""
