"""The last net under the log: numbers of persons and mobile phones in free words are blotted out."""

from __future__ import annotations

import re
from typing import Final

from kiosk.domain.personal import HIDDEN

START: Final = r"(?:(?<![0-9A-Za-z.])|(?<=\\[nrt]))"
"""Not within a longer number or a digest; after a line's end as JSON writes it, too."""
ID_NUMBER: Final = re.compile(
    START + r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])"
)
"""GB 11643: region, day of birth, order, check character."""
MOBILE: Final = re.compile(START + r"1[3-9]\d{9}(?![0-9A-Za-z])")
"""A mobile number of the mainland."""


def blotted(text: str) -> str:
    """``text`` without them."""
    return MOBILE.sub(HIDDEN, ID_NUMBER.sub(HIDDEN, text))
