"""Takes the simplified-Chinese face out of the system's Noto Sans CJK collections.

A collection's first face is Japanese, and a loader that opens face 0 draws 直 and 骨 in their Japanese
form. The terminal therefore loads single-face files, made here from the packages' own fonts (SIL OFL).
"""

import subprocess
import sys
from pathlib import Path

from fontTools.ttLib import TTCollection

FAMILY = "Noto Sans CJK SC"
TARGET = Path("assets/fonts")
FAMILY_NAME_ID = 1


def find(style: str) -> Path:
    """The collection that holds FAMILY in this style. Exits in one line when it is not installed."""
    query = ["fc-match", "--format", "%{family}\t%{file}", f"{FAMILY}:style={style}"]
    families, _, file = subprocess.run(query, check=True, capture_output=True, text=True).stdout.partition(
        "\t"
    )
    if FAMILY not in families.split(","):
        sys.exit(f"fonts: {FAMILY} is not installed (Debian: fonts-noto-cjk)")
    return Path(file)


def extract(source: Path, target: Path) -> None:
    """Writes the face named FAMILY to its own file; by name, for its place in the collection may change."""
    with TTCollection(source, lazy=True) as collection:
        for face in collection.fonts:
            if face["name"].getDebugName(FAMILY_NAME_ID) == FAMILY:
                face.recalcTimestamp = False
                face.save(target)
                return
    sys.exit(f"fonts: no face named {FAMILY} in {source}")


def main() -> None:
    """Makes the Regular and the Bold file, each only when older than its source."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for style in ("Regular", "Bold"):
        source, target = find(style), TARGET / f"NotoSansCJKsc-{style}.otf"
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            extract(source, target)


if __name__ == "__main__":
    main()
