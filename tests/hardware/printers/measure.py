"""How large a slip is and how long its picture and bytes take: ``python -m tests.hardware.printers.measure``."""

import statistics
import time
from collections.abc import Callable
from functools import partial

from hardware.printers.encoder import Cutter, Device, encode
from hardware.printers.raster import render
from tests.hardware.printers.slips import ALL, WIDTHS

ROUNDS = 15


def main() -> None:
    """Print one line for each slip and paper width."""
    print(f"{'slip':<8} {'dots':>9} {'bytes':>6} {'not doubled':>11} {'render ms':>9} {'encode ms':>9}")
    for width in WIDTHS:
        device = Device(width, 203, "default", Cutter.AUTOMATIC, can_double=True)
        plain = Device(width, 203, "default", Cutter.AUTOMATIC, can_double=False)
        for name, slip in ALL.items():
            picture = render(slip, width)
            sizes = f"{len(encode(picture, device).data):>6} {len(encode(picture, plain).data):>11}"
            render_ms = _median_ms(partial(render, slip, width))
            encode_ms = _median_ms(partial(encode, picture, device))
            print(f"{name:<8} {picture.width:>4}×{picture.height:<4} {sizes} {render_ms:>9.1f} {encode_ms:>9.1f}")


def _median_ms(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
