"""The platform by topic. A journey takes the part it needs; an adapter does them all (``ports.whole``)."""
