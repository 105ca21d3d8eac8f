"""What the terminal tells of itself: heartbeat and log."""
