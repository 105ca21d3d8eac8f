"""Where the simulator's data files are."""

from pathlib import Path

DATA = Path(__file__).parents[1] / "data"
FACE = Path(__file__).parents[2] / "assets" / "fonts" / "NotoSansCJKsc-Regular.otf"
