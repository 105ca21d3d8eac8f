"""Just enough BER-TLV for a card to speak."""

from __future__ import annotations


def tlv(tag: int, value: bytes) -> bytes:
    """One object."""
    name = tag.to_bytes(2, "big").lstrip(b"\0")
    size = len(value)
    if size < 0x80:
        return name + bytes((size,)) + value
    if size < 0x100:
        return name + bytes((0x81, size)) + value
    return name + b"\x82" + size.to_bytes(2, "big") + value


def parts(data: bytes) -> dict[int, bytes]:
    """Objects of one-byte tags and lengths below 64 kB, by tag."""
    found = {}
    while data:
        size, start = data[1], 2
        if size & 0x80:
            start = 2 + (size & 0x7F)
            size = int.from_bytes(data[2:start], "big")
        found[data[0]] = data[start : start + size]
        data = data[start + size :]
    return found
