"""What can be checked about a terminal without one running: for ``doctor`` and for the readiness report."""
