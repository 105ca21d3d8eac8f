"""Plays a maintenance visit on a screen of its own and makes the pictures of docs/maintenance.md anew.

``python -m tools.visit_pictures``, from the root of the repository; about a minute. All in them is real but
the people: the window, the page that the printer got, the report that was kept.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Final

from PIL import Image

from simulator.demo import display, visit
from simulator.demo.programs import ROOT

FOLDER: Final = Path("out/visit")
DOCS: Final = Path("docs")
PICTURES: Final = DOCS / "screenshots"
SIZE: Final = (540, 960)
COLOURS: Final = 256
PAGE_DPI: Final = 72
GAP: Final = 8
LOOK_SECONDS: Final = 1.0
"""Until the screen has settled."""


def main() -> None:
    """Play it and write the files."""
    os.chdir(ROOT)
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with display.own_screen(FOLDER / "xvfb.out") as screen:

        def keep(name: str) -> None:
            time.sleep(LOOK_SECONDS)
            _save(display.picture(screen).resize(SIZE, Image.Resampling.LANCZOS), f"staff-{name}")

        (FOLDER / "box").mkdir()
        with visit.site(FOLDER / "box", screen, keep) as here:
            visit.sign_in(here, "1002")
            visit.test_devices(here)
            visit.leave(here)
            visit.sign_in(here, "1003")
            visit.change_a_setting(here)
            visit.undo_it(here)
            kept = visit.report(here)
            shutil.copyfile(kept, DOCS / "readiness-report.json")
            _save(_pages(kept.with_suffix(".pdf")), "readiness-pages")
            visit.leave(here)
            visit.sign_in(here, "1004")
            visit.export_log(here)


def _save(picture: Image.Image, name: str) -> None:
    file = PICTURES / f"{name}.png"
    picture.convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE).save(file, optimize=True)
    print(f"{file}  {file.stat().st_size // 1000} kB")


def _pages(pdf: Path) -> Image.Image:
    """Its pages side by side."""
    command = ("pdftoppm", "-r", str(PAGE_DPI), "-png", str(pdf), str(FOLDER / "page"))
    subprocess.run(command, check=True)
    pages = [Image.open(file) for file in sorted(FOLDER.glob("page-*.png"))]
    wide, high = pages[0].size
    whole = Image.new("RGB", (wide * len(pages) + GAP * (len(pages) - 1), high), "grey")
    for number, page in enumerate(pages):
        whole.paste(page, (number * (wide + GAP), 0))
    return whole


if __name__ == "__main__":
    main()
