"""Paints every view in every shape, mode and language to out/gallery, with a page to see them side by side.

``python -m tools.gallery [NAME ...]`` paints only the samples whose name begins with one of the words given.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.journeys.stage import Snapshot
from kiosk.screens.parts import Action, Setting
from tools.easel import Easel
from tools.sample_views import LANGUAGES, MODES, SAMPLES, SIZES
from tools.sample_writing import TOUCHED

if TYPE_CHECKING:
    from kiosk.screens.scene import Drawing

TARGET = Path("out/gallery")
DIALOG = "language_dialog"
"""Not a view: what 语言 opens over one."""


def main(wanted: tuple[str, ...]) -> None:
    """Paint and write the page."""
    TARGET.mkdir(parents=True, exist_ok=True)
    names = [name for name in (*SAMPLES, DIALOG, *TOUCHED) if not wanted or name.startswith(wanted)]
    pictures = list(_paint(names))
    (TARGET / "index.html").write_text(_page(pictures), "utf-8")
    print(f"{len(pictures)} pictures in {TARGET}")


def _paint(names: list[str]) -> Iterator[str]:
    easel = Easel()
    for (shape, size), (mode, settings), language in product(SIZES.items(), MODES.items(), LANGUAGES):
        for name in names:
            touched: tuple[Action, ...]
            of, touched = TOUCHED.get(name, (name, ()))
            if name == DIALOG:
                of, touched = "choose_booking", (Setting("ask_language"),)
            snapshot = replace(SAMPLES[of], settings=replace(settings, language=language))
            picture = easel.paint(_drawing(easel, snapshot, size, touched), size)
            file = f"{name}.{shape}.{mode}.{language}.png"
            picture.save(TARGET / file, compress_level=1)
            yield file


def _drawing(easel: Easel, snapshot: Snapshot, size: tuple[int, int], touched: tuple[Action, ...]) -> Drawing:
    scene = easel.scene(size)
    easel.draw(scene, snapshot)
    for action in touched:
        scene.act(action, snapshot.settings)
    return easel.draw(scene, snapshot)


def _page(pictures: list[str]) -> str:
    figures = "\n".join(
        f'<figure><a href="{escape(p)}"><img loading="lazy" src="{escape(p)}" alt=""></a>'
        f"<figcaption>{escape(p.removesuffix('.png'))}</figcaption></figure>"
        for p in sorted(pictures)
    )
    return f"""<!doctype html><html lang="zh"><meta charset="utf-8"><title>Gallery</title>
<style>body{{display:flex;flex-wrap:wrap;gap:16px;font:14px sans-serif}}figure{{margin:0}}
img{{height:480px;border:1px solid #999}}</style>
{figures}</html>
"""


if __name__ == "__main__":
    main(tuple(sys.argv[1:]))
