"""The guide to take away on one's phone (CT-13)."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qs, quote, urlsplit, urlunsplit

from kiosk.domain.item import Guide

VERSION: Final = "guide_version"


def takeaway(guide: Guide) -> str | None:
    """The platform's address of this guide, naming the version shown here; ``None``: it has none.

    A version that the platform put there itself stays. The rest of the address is left as it came. What is no
    address is none.
    """
    if not guide.takeaway_url:
        return None
    try:
        url = urlsplit(guide.takeaway_url)
    except ValueError:
        return None
    if VERSION in parse_qs(url.query, keep_blank_values=True):
        return guide.takeaway_url
    named = f"{VERSION}={quote(guide.guide_version, safe='')}"
    return urlunsplit(url._replace(query=f"{url.query}&{named}" if url.query else named))
