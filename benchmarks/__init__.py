"""``make bench``: how fast a citizen is served, how soon the terminal is there, and what it costs.

docs/benchmarks.md says what each number means and how it is taken.
"""
