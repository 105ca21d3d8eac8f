"""The terminal's own store: what must outlive a power cut, and nothing longer than it must."""
