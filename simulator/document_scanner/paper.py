"""Invented pages as pictures: an application form of nobody, with small print, a table and a seal."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Frame = NDArray[np.uint8]

DPI: Final = 200
SIZE: Final = (1654, 2339)
"""A4 at 200 dots an inch."""
FONT: Final = Path(__file__).parents[2] / "assets" / "fonts" / "NotoSansCJKsc-Regular.otf"
INK: Final = (30, 30, 34)
RED: Final = (200, 30, 40)
PAPER: Final = (246, 245, 240)
ROWS: Final = (
    ("申请人", "张示例"),
    ("证件号码", "990101198503120010"),
    ("联系电话", "13800000001"),
    ("住址", "示例省示例市云溪区桃源路1号"),
    ("申请事项", "社会保障卡补领（示例）"),
)
SENTENCE: Final = "本人承诺所填内容真实有效，如有不实，愿意承担相应责任。人员、编号、部门均为虚构，仅供测试。"


@cache
def form(number: int = 1) -> Image.Image:
    """Page ``number`` of the form, upright."""
    page = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(page)
    draw.text((SIZE[0] // 2, 190), "示例事项申请表", INK, _font(72), anchor="mm")
    for row, (name, value) in enumerate(ROWS):
        top = 330 + row * 120
        draw.rectangle((150, top, SIZE[0] - 150, top + 120), outline=INK, width=3)
        draw.line((460, top, 460, top + 120), INK, 3)
        draw.text((180, top + 60), name, INK, _font(38), anchor="lm")
        draw.text((490, top + 60), value, INK, _font(38), anchor="lm")
    for line in range(22):
        draw.text((150, 1010 + line * 46), SENTENCE[line % 3 :][:44], INK, _font(30))
    draw.ellipse((1080, 1830, 1380, 2130), outline=RED, width=9)
    draw.text((1230, 1980), "示例专用章", RED, _font(44), anchor="mm")
    draw.text((SIZE[0] // 2, 2240), f"第 {number} 页", INK, _font(34), anchor="mm")
    return page


def pixels(page: Image.Image) -> Frame:
    """Blue, green, red, as OpenCV has them."""
    return np.asarray(page.convert("RGB"), np.uint8)[:, :, ::-1].copy()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size)
