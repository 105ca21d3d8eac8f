"""What there is to hear, made for tests, and devices on a sound card without a card."""

from __future__ import annotations

import math
import random
from array import array

from kiosk.hardware.sound.alsa import Pcm
from kiosk.hardware.sound.devices import MICROPHONE, SPEAKER, Sounds
from kiosk.hardware.sound.tones import RATE, two_tones
from simulator.sound import IN, OUT


def sounds(out: str | None = OUT, into: str | None = IN, *, spare: float = 4.0) -> Sounds:
    """Both, or one; by the names of ``simulator.sound``."""
    speaker = Pcm(SPEAKER, out, "aplay") if out else None
    return Sounds(speaker, Pcm(MICROPHONE, into, "arecord") if into else None, spare=spare)


def samples(seconds: float, *tones: float, loud: float = 0.3, noise: float = 0.001) -> array[int]:
    """Tones over a little noise, one channel. ``loud``: the sum's peak, of full scale; more is cut off."""
    rng = random.Random(7)  # noqa: S311 no secret
    each = loud / max(1, len(tones))
    made = array("h")
    for n in range(int(seconds * RATE)):
        value = sum(each * math.sin(2 * math.pi * tone * n / RATE) for tone in tones) + rng.gauss(0, noise)
        made.append(max(-32768, min(32767, round(32767 * value))))
    return made


def mixed(left: float = 0.5, right: float = 0.5, *, noise: float = 0.001) -> array[int]:
    """The two tones as a microphone hears them, each side so loud, with half a second around them."""
    both = array("h", two_tones())
    rng = random.Random(7)  # noqa: S311
    heard = [round(left * one + right * other) for one, other in zip(both[0::2], both[1::2], strict=True)]
    quiet = [0] * (RATE // 2)
    return array("h", (round(one + rng.gauss(0, 32767 * noise)) for one in (*quiet, *heard, *quiet)))
