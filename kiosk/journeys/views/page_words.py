"""What is wrong with a page, in plain words, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.domain.words import Text


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    fine: bool
    text: Text


CLEAR: Final = Text("清楚", "Clear")
STATE: Final[dict[str, Text]] = {
    "too_dark": Text("太暗", "Dark"),
    "no_page": Text("没有纸", "No page"),
    "covered": Text("挡住了", "Covered"),
    "cut_off": Text("没拍全", "Cut off"),
    "glare": Text("反光", "Glare"),
    "too_far": Text("字太小", "Too far"),
    "blurred": Text("不清", "Blurred"),
}
"""By the scanner's own word for it (``Reason``)."""
_WRONG: Final[dict[str, Text]] = {
    "too_dark": Text("太暗，字看不清。", "It is too dark to read."),
    "covered": Text("有一块被挡住了。", "Something lies over it."),
    "cut_off": Text("没拍全。", "It is cut off."),
    "glare": Text("反光，有字看不清。", "Some words are lost in glare."),
    "too_far": Text("太小，字看不清。", "It is too small to read."),
    "blurred": Text("不清楚。", "It is blurred."),
}
_ADVICE: Final[dict[str, Text]] = {
    "too_dark": Text("太暗了，别挡住灯光", "Too dark. Let the light through."),
    "no_page": Text("把纸平放在托盘中间", "Lay the page flat in the middle"),
    "covered": Text("手拿开，露出整张纸", "Take your hand off the page"),
    "cut_off": Text("往中间挪，四个角都要露出来", "Move it in: all four corners must show"),
    "glare": Text("有反光，把纸挪一点", "It shines. Move the page a little."),
    "too_far": Text("纸放平，离镜头近一点", "Too far. Lay it on the tray."),
    "blurred": Text("把纸压平，先别动", "Lay it flat and leave it still"),
}
TO_THE_LEFT: Final = Text("把纸往左挪一点", "Move the page left")
TO_THE_RIGHT: Final = Text("把纸往右挪一点", "Move the page right")
CORNERS: Final = Text("四个角都在", "Four corners")
READABLE: Final = Text("字看得清", "Readable")
NO_GLARE: Final = Text("没有反光", "No glare")
HAS_GLARE: Final = Text("有反光", "Glare")
READY: Final = Text("看清楚了，可以拍", "Clear. Ready to scan.")
KEPT: Final = Text("这一页收好了，可以拿走", "Kept. You may take the page.")
HOLD: Final = Text("正在拍，先别动", "Taking it. Hold still.")
OPENING: Final = Text("正在打开高拍仪，请稍等", "The scanner is starting")
LAY: Final = Text("把纸平放在高拍仪下面。", "Lay the page flat under the scanner.")
NOTES_FIRST: Final = Text("指南里有填报须知，先看看。", "The guide has notes on it. Read them first.")
GO_ON: Final = Text("还有就点“加一页”，没有就下一步。", "More pages? Press Add page.")
DONE: Final = Text("拍好了，点“下一步”。", "It is done. Go on.")
AGAIN: Final = Text("重拍", "Rescan it")
ANYHOW: Final = Text("重拍，或先这样交。", "Rescan it, or submit it as is.")
REFUSED: Final[dict[str, Text]] = {
    "no_page": Text("没看到纸，这张没留。放好再拍。", "No page was seen. Lay it down and try again."),
    "too_large": Text("这一页文件太大，没留。请到窗口交。", "This page is too large. Please use a window."),
    "too_much": Text("这份加起来太大，这页没留。请到窗口交。", "Together it is too large for this terminal."),
}


def wrong(reasons: tuple[str, ...]) -> Text:
    """What is wrong with a page that was taken, and that the citizen decides."""
    what = _WRONG[reasons[0]]
    return Text(f"{what.zh}{ANYHOW.zh}", f"{what.en} {ANYHOW.en}")


def advice(reasons: tuple[str, ...], away: str | None) -> Text:
    """What to do about the worst of ``reasons``; ``away``: to which side it shines no more."""
    if reasons[0] == "glare" and away is not None:
        return TO_THE_LEFT if away == "left" else TO_THE_RIGHT
    return _ADVICE[reasons[0]]


def checks(reasons: tuple[str, ...]) -> tuple[Check, ...]:
    """Edges, print, light. Where no page is seen, nothing can be said of it."""
    edges = next((r for r in ("no_page", "covered", "cut_off") if r in reasons), None)
    print_ = next((r for r in ("too_dark", "too_far", "blurred") if r in reasons), None)
    found = Check(fine=edges is None, text=STATE[edges] if edges else CORNERS)
    if edges == "no_page":
        return (found,)
    return (
        found,
        Check(fine=print_ is None, text=STATE[print_] if print_ else READABLE),
        Check(fine="glare" not in reasons, text=HAS_GLARE if "glare" in reasons else NO_GLARE),
    )


def kept(pages: int) -> Text:
    """What is safe while the scanner is off."""
    if not pages:
        return Text("不是您点错了。", "It is not your mistake.")
    safe = "Your page is safe." if pages == 1 else f"Your {pages} pages are safe."
    return Text(f"不是您点错了。拍好的 {pages} 页都还在。", f"It is not your mistake. {safe}")


def full(most: int) -> Text:
    """Why no page can be added."""
    if most == 1:
        return Text("这份只要一页", "One page is enough")
    return Text(f"最多 {most} 页", f"At most {most} pages")
