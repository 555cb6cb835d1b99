"""What came out, beside what should have."""

from PIL import Image, ImageChops

from hardware.printers.raster import render
from hardware.printers.virtual import PrintedSlip
from server.contract.slip import Slip


def whole(slips: list[PrintedSlip]) -> int:
    """How many are no torn pieces."""
    return sum(slip.is_cut for slip in slips)


def differing_dots(printed: PrintedSlip, slip: Slip, width: int = 576) -> int:
    """Dots that are not as drawn."""
    wanted = render(slip, width)
    with Image.open(printed.path) as paper:
        assert paper.size == wanted.size
        difference = ImageChops.logical_xor(paper, Image.frombytes("1", wanted.size, wanted.tobytes()))
    return sum(byte.bit_count() for byte in difference.tobytes())


def ends_with(printed: PrintedSlip, slip: Slip) -> bool:
    """Whether the lower part of the paper is just this slip."""
    wanted = render(slip, 576)
    with Image.open(printed.path) as paper:
        bottom = paper.crop((0, paper.height - wanted.height, paper.width, paper.height))
    return bottom.tobytes() == wanted.tobytes()
