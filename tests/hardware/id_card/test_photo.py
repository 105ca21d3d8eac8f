"""The photo block, with vendor libraries that we compile here: good, refusing, crashing, hanging."""

from __future__ import annotations

import io
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from kiosk.hardware.id_card.photo import decode
from kiosk.hardware.id_card.samv_serial import SamvSerialReader
from simulator.samv import SamvModule, SimCard
from simulator.samv.portrait import block

WLT = b"WLf" + bytes(1021)
NEVER = threading.Event()
UNPACK = "int unpack(char *wlt, char *out, int mode) {"
Build = Callable[[str], str]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    def compiled(source: str) -> str:
        code, library = tmp_path / "wlt.c", tmp_path / "wlt.so"
        code.write_text("#include <string.h>\n#include <unistd.h>\n#include <stdlib.h>\n" + source)
        subprocess.run(["cc", "-shared", "-fPIC", "-o", library, code], check=True)
        return str(library)

    return compiled


def test_webp_is_kept_without_its_padding() -> None:
    picture = decode(block("a"), stop=NEVER)
    assert picture is not None
    assert len(picture) < 1024
    assert block("a").startswith(picture)


@pytest.mark.parametrize("junk", [b"", bytes(1024), b"RIFF\x10\0\0\0AVI ", b"WL", WLT])
def test_unknown_or_closed_block_has_no_photo(junk: bytes) -> None:
    assert decode(junk, stop=NEVER) is None


@pytest.mark.parametrize("name", ["unpack", "_Z6unpackPcS_i"])
def test_unpack_library(build: Build, name: str) -> None:
    # Blue, green, red: the first pixel must come out as red = 3.
    source = UNPACK.replace("unpack", name) + (
        'if (memcmp(wlt, "WLf", 3)) return 0;'
        "for (int i = 0; i < 38556; i += 3) { out[i] = 1; out[i+1] = 2; out[i+2] = 3; } return 1; }"
    )
    picture = decode(WLT, library=build(source), stop=NEVER)
    assert picture is not None
    with Image.open(io.BytesIO(picture)) as image:
        assert image.size == (102, 126)
        assert image.getpixel((0, 0)) == (3, 2, 1)


def test_decoding_photos_library(build: Build) -> None:
    source = (
        "int DecodingPhotos(char *wlt, int n, char *out, int size) {"
        'if (n != 1024 || size != 38862) return 0; memcpy(out, "BM", 2); return 38862; }'
    )
    picture = decode(WLT, library=build(source), stop=NEVER)
    assert picture is not None
    assert picture[:2] == b"BM"
    assert len(picture) == 38862


@pytest.mark.parametrize("body", ["return 0; }", "abort(); }", "*(volatile int *)0 = 1; return 1; }"])
def test_library_that_refuses_or_crashes_costs_only_the_photo(build: Build, body: str) -> None:
    assert decode(WLT, library=build(UNPACK + body), stop=NEVER) is None


def test_library_without_a_known_function(build: Build) -> None:
    assert decode(WLT, library=build("int other(void) { return 1; }"), stop=NEVER) is None


def test_missing_library() -> None:
    assert decode(WLT, library="/nonexistent/wlt.so", stop=NEVER) is None


def test_hanging_library_is_ended_when_stopped(build: Build) -> None:
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()
    assert decode(WLT, library=build(UNPACK + "sleep(600); return 1; }"), stop=stop) is None


async def test_card_is_good_without_its_photo(module: SamvModule, build: Build) -> None:
    reader = SamvSerialReader(module.path, 115200, build(UNPACK + "abort(); }"))
    good = SimCard.resident(name="张示例", number="990101198503120010")
    module.lay(SimCard(text=good.text, photo=WLT))
    try:
        await reader.open()
        card = await reader.read()
        assert card.name.reveal() == "张示例"
        assert card.photo is None
    finally:
        await reader.close()
