"""The terminal API: journeys without a screen (docs/terminal-api.md). ``server`` is the way in."""
