"""Why there is no demo, in one plain line."""


class CannotShow(Exception):
    """Says what is missing or went wrong, and what to do."""
