"""What staff do with a terminal: its configuration, its log, its devices, its readiness."""
