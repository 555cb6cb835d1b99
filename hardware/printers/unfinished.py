"""How long slips may be: on their way, and in a printer when nobody remembers what was sent to it."""

from collections.abc import Callable

from hardware.errors import SlipRefused
from hardware.printers.encoder import Device, Encoded, encode
from hardware.printers.layout.blocks import Layout
from hardware.printers.mode import SLIP_BYTES
from hardware.printers.raster import render
from hardware.printers.samples import sample_slips
from server.contract.slip import Slip
from server.contract.terms import Language

NATIVE_QR_BYTES = 512
"""A server's name of 253 characters, a ticket's secret, the order around them: nothing else in a text is long."""
MOST_MODULES = 57
"""Of an address of 213 letters."""
SPARE = 1.25
"""Numbers of narrow letters are set higher than the sample's."""


def longest_slip_bytes(encoded: Callable[[Slip], Encoded]) -> int:
    """About, of the longest slip that a Center prints there."""
    try:
        return round(len(encoded(sample_slips(Language.UKRAINIAN)["long"]).data) * SPARE)
    except SlipRefused:  # a paper or a table of letters that is too narrow for the sample
        return round(SLIP_BYTES * SPARE)


def most_unfinished_bytes(device: Device, layout: Layout, *, is_text: bool) -> int:
    """At least the data of the longest picture of any slip of this layout, or of the longest order of one of text."""
    if is_text:
        return NATIVE_QR_BYTES
    # A copy shows all that others do, and the mark.
    sample = encode(render(sample_slips(Language.UKRAINIAN)["copy"], device.width_dots, layout), device)
    return round(max(sample.longest_picture_bytes, _code_bytes(device, layout)) * SPARE)


def _code_bytes(device: Device, layout: Layout) -> int:
    """Of the largest QR, which may stand in the middle of the paper."""
    sizes = layout.sizes(device.width_dots)
    side = max(round(device.width_dots * sizes.qr), MOST_MODULES * sizes.module)
    size = side * (device.width_dots + side) // 2 // 8
    return size // 4 if device.can_double else size
