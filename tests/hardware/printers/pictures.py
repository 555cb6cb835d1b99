"""Draws the layouts side by side for docs/slips.md: ``python -m tests.hardware.printers.pictures``."""

from pathlib import Path

from PIL import Image

from hardware.printers.layout.reading import read_layout
from hardware.printers.preview import DESK, preview
from hardware.printers.samples import sample_slips
from server.contract.terms import Language

PICTURE = Path(__file__).parents[3] / "docs/pictures/slip-layouts.png"
ORDER = ("standard", "large", "short", "bilingual")
WIDTH_DOTS = 576
SCALE = 0.5
GREYS = 8


def draw_layouts(path: Path = PICTURE) -> None:
    """The usual slip in each layout, on one desk."""
    slip = sample_slips(Language.UKRAINIAN)["usual"]
    slips = [preview(read_layout(name, width_dots=WIDTH_DOTS), slip, WIDTH_DOTS) for name in ORDER]
    desk = Image.new("L", (sum(each.width for each in slips), max(each.height for each in slips)), DESK)
    left = 0
    for each in slips:
        desk.paste(each, (left, 0))
        left += each.width
    size = (round(desk.width * SCALE), round(desk.height * SCALE))
    desk.resize(size, Image.Resampling.LANCZOS).quantize(GREYS).save(path, optimize=True)


if __name__ == "__main__":
    draw_layouts()
