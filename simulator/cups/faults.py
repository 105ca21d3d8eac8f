"""What the printer behind the queue can suffer; ``backend.sh`` acts on these words."""

from __future__ import annotations

from typing import Final

FAULTS: Final = {
    "ok": "prints",
    "slow": "a third of a second a page",
    "media-empty": "stands still until mended, and says why",
    "media-jam": "likewise",
    "door-open": "likewise",
    "toner-empty": "likewise",
    "offline": "the backend finds no printer, and goes on trying",
    "hang": "stands still and says nothing",
    "deaf": "likewise, and does not end when cancelled",
    "stop": "the backend ends with 4: the queue is paused",
    "fail": "the backend ends with 1: what follows is the queue's error policy",
    "retry": "the backend ends with 7: the server starts it again at once, for ever",
    "later": "the backend ends with 6: the server holds the job, to try again later",
}
"""Each takes hold before the first page, or after so many pages."""
