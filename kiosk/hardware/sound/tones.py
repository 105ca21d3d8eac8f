"""The test's sound: a tone on the left, then another on the right; and what a recording has of both.

16-bit little-endian samples at ``RATE``. A tone is found by Goertzel's filter (one bin of a Fourier
transform) in blocks of a tenth of a second: it counts where it stands out from the frequencies beside it,
three blocks in a row. Neither a talking hall nor the hum of the mains does that: the tones are no multiple
of 50 Hz.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from functools import cache
from math import cos, log10, pi, sin, sqrt
from typing import Final

from kiosk.hardware.hearing import Heard, Sound

RATE: Final = 48_000
LEFT, RIGHT = 730.0, 1130.0
"""Hz: of the left tone and the right one."""
TONE_SECONDS: Final = 0.6
GAP_SECONDS: Final = 0.15
LOUD: Final = 0.5
"""Of full scale: -6 dBFS."""
FADE_SECONDS: Final = 0.02
FULL: Final = 32767
SILENCE_DBFS: Final = -66.0
"""A microphone that is there hisses more than 16 steps of 65536; a muted one gives zeros or a step or two."""
CLIPPED_SHARE: Final = 0.001
THIN: Final = 4
"""Every fourth sample, the four averaged: 12 kHz are enough to find the tones, and four times quicker."""
BLOCK: Final = RATE // THIN // 10
BESIDE: Final = (-90.0, -50.0, 50.0, 90.0)
STANDS_OUT: Final = 16.0
"""Times the mean power beside it: 12 dB."""
IN_A_ROW: Final = 3


@cache
def two_tones() -> bytes:
    """Two channels: the left tone, a gap, the right tone; 1.35 s."""
    tone, gap = int(TONE_SECONDS * RATE), int(GAP_SECONDS * RATE)
    silence = array("h", bytes(2 * (tone + gap)))
    left, right = _tone(LEFT, tone) + silence, silence + _tone(RIGHT, tone)
    both = array("h", bytes(4 * len(left)))
    both[0::2], both[1::2] = left, right
    return _little(both).tobytes()


PLAY_SECONDS: Final = 2 * TONE_SECONDS + GAP_SECONDS


def level(pcm: bytes) -> Sound:
    """How loud one channel of sound is; never more of it than two numbers."""
    samples = _samples(pcm)
    if not samples:
        return Sound(Heard.SILENT)
    peak = max(*samples, -min(samples))
    rms = sqrt(sum(one * one for one in samples) / len(samples))
    clipped = sum(abs(one) >= FULL for one in samples) / len(samples)
    heard = Heard.CLIPPED if clipped > CLIPPED_SHARE else Heard.SOUND
    if _dbfs(peak) <= SILENCE_DBFS:
        heard = Heard.SILENT
    return Sound(heard, _dbfs(peak), _dbfs(rms))


def loop(pcm: bytes, *, of_speaker: bool) -> Sound:
    """Whether one channel of sound has the two tones in it, and how loud it is.

    A microphone that hears nothing, or too much, is no fault of the loudspeaker.
    """
    told = level(pcm)
    if told.judgement is Heard.SILENT and of_speaker:
        return Sound(Heard.PLAYED)
    if told.judgement is not Heard.SOUND and not of_speaker:
        return told
    thin = _thinned(_samples(pcm))
    left, right = _has(thin, LEFT), _has(thin, RIGHT)
    heard = Heard.BOTH_SIDES if left and right else Heard.NOT_HEARD
    if left is not right:
        heard = Heard.LEFT_ONLY if left else Heard.RIGHT_ONLY
    return Sound(heard, told.peak, told.rms)


def _tone(frequency: float, count: int) -> array[int]:
    fade = FADE_SECONDS * RATE  # without it, a loudspeaker clicks
    swell = (min(1.0, n / fade, (count - 1 - n) / fade) for n in range(count))
    turn = 2 * pi * frequency / RATE
    return array("h", (round(FULL * LOUD * loud * sin(turn * n)) for n, loud in enumerate(swell)))


def _samples(pcm: bytes) -> array[int]:
    return _little(array("h", pcm[: len(pcm) // 2 * 2]))


def _little(samples: array[int]) -> array[int]:
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def _thinned(samples: array[int]) -> list[float]:
    four = (samples[n::THIN] for n in range(THIN))
    return [sum(parts) / THIN for parts in zip(*four, strict=False)]


def _has(samples: Sequence[float], frequency: float) -> bool:
    row = 0
    for start in range(0, len(samples) - BLOCK + 1, BLOCK):
        block = [one * swell for one, swell in zip(samples[start : start + BLOCK], _window(), strict=True)]
        beside = sum(_power(block, frequency + off) for off in BESIDE) / len(BESIDE)
        row = row + 1 if _power(block, frequency) > STANDS_OUT * max(beside, 1.0) else 0
        if row == IN_A_ROW:
            return True
    return False


@cache
def _window() -> tuple[float, ...]:
    """Hann's: a loud tone does not leak into the frequencies beside it."""
    return tuple(0.5 - 0.5 * cos(2 * pi * n / (BLOCK - 1)) for n in range(BLOCK))


def _power(block: Sequence[float], frequency: float) -> float:
    """Goertzel's filter."""
    turn = 2 * cos(2 * pi * frequency * THIN / RATE)
    last = before = 0.0
    for one in block:
        last, before = one + turn * last - before, last
    return last * last + before * before - turn * last * before


def _dbfs(value: float) -> float:
    return round(20 * log10(max(value, 1.0) / FULL), 1)
