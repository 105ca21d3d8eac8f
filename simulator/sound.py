"""A sound card without a card: ALSA's own file and null plugins, put together by a configuration of ALSA.

``ALSA_CONFIG_PATH=FILE aplay -D out``: what is played goes to ``played``. ``arecord -D in`` hears ``heard``.
"""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import Final

from kiosk.hardware.sound.tones import RATE, two_tones

OUT: Final = "out"
IN: Final = "in"
HANGS: Final = "hangs"
"""It takes what is played until its pipe is full, then no more."""
TABLES: Final = f'[devices.speaker]\ndevice = "{OUT}"\n\n[devices.microphone]\ndevice = "{IN}"\n'
"""For ``kiosk.toml``."""


class SoundCard:
    """``played``: what came out. ``heard``: what there is to hear. Raw samples, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.played, self.heard = folder / "played.raw", folder / "heard.raw"
        self.config = folder / "asound.conf"
        self.config.write_text(
            f"""
pcm.null {{ type null }}
pcm.{OUT} {{ type file; slave.pcm null; file "{self.played}"; format raw }}
pcm.{IN} {{ type file; slave.pcm null; file "/dev/null"; infile "{self.heard}"; format raw }}
pcm.{HANGS} {{ type file; slave.pcm null; file "|sleep 60"; format raw }}
"""
        )

    def hears(self, samples: array[int]) -> None:
        """Let there be this to hear, one channel, from the start of every recording."""
        self.heard.write_bytes(samples.tobytes())

    def echoes(self) -> None:
        """Let it hear the loudspeaker's test: both tones, half as loud, and half a second around them."""
        both, quiet = array("h", two_tones()), array("h", bytes(RATE))
        mixed = array("h", (sum(pair) // 2 for pair in zip(both[::2], both[1::2], strict=True)))
        self.hears(quiet + mixed + quiet)
