"""Takes the simplified-Chinese faces out of the Noto CJK collections: Sans for screens, Serif for paper.

A collection's first face is Japanese, and a loader that opens face 0 draws 直 and 骨 in their Japanese
form. The terminal therefore loads single-face files, made here from the packages' own fonts (SIL OFL).
"""

import subprocess
import sys
from pathlib import Path

from fontTools.ttLib import TTCollection

FAMILIES = ("Noto Sans CJK SC", "Noto Serif CJK SC")
TARGET = Path("assets/fonts")
FAMILY_NAME_ID = 1


def find(family: str, style: str) -> Path:
    """The collection that holds the family in this style. Exits in one line when it is not installed."""
    query = ["fc-match", "--format", "%{family}\t%{file}", f"{family}:style={style}"]
    families, _, file = subprocess.run(query, check=True, capture_output=True, text=True).stdout.partition(
        "\t"
    )
    if family not in families.split(","):
        sys.exit(f"fonts: {family} is not installed (Debian: fonts-noto-cjk)")
    return Path(file)


def extract(family: str, source: Path, target: Path) -> None:
    """Writes the face of this family to its own file; by name, for its place in the collection may change."""
    with TTCollection(source, lazy=True) as collection:
        for face in collection.fonts:
            if face["name"].getDebugName(FAMILY_NAME_ID) == family:
                face.recalcTimestamp = False
                face.save(target)
                return
    sys.exit(f"fonts: no face named {family} in {source}")


def main() -> None:
    """Makes each family's Regular and Bold file, only where older than its source."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for family in FAMILIES:
        name = family.removesuffix(" SC").replace(" ", "") + "sc"
        for style in ("Regular", "Bold"):
            source, target = find(family, style), TARGET / f"{name}-{style}.otf"
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                extract(family, source, target)


if __name__ == "__main__":
    main()
