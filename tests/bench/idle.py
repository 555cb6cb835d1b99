"""What the server does while nothing happens: CPU of an idle hall with 50 displays connected."""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

from tests.bench.children import child, cpu_seconds, line
from tests.bench.sample_hall import bench_hall
from tests.bench.tables import show

DISPLAYS = 50
WAITING = 100
SETTLE_SECONDS = 5.0
SECONDS = 24.0


def measure() -> dict[str, float]:
    """Prints the table and gives the figure."""
    with (
        tempfile.TemporaryDirectory() as folder,
        bench_hall(Path(folder) / "hall", waiting=WAITING, displays=DISPLAYS) as bench,
    ):
        shares = [_share(bench.pid)]
        with child("tests.bench.displays", str(bench.port), bench.hall.hall_id, *bench.displays) as displays:
            assert line(displays) == "ready"
            shares.append(_share(bench.pid))
    show(
        f"CPU of the server while nobody asks for anything, {WAITING} people waiting, over {SECONDS:.0f} s each",
        ("displays connected", "% of a core"),
        [(str(count), share * 100) for count, share in zip((0, DISPLAYS), shares, strict=True)],
    )
    return {"idle50_core_share": round(shares[1], 4), "idle0_core_share": round(shares[0], 4)}


def _share(pid: int) -> float:
    time.sleep(SETTLE_SECONDS)  # what came before ebbs away
    before, began = cpu_seconds(pid), time.monotonic()
    time.sleep(SECONDS)  # the measured span
    return (cpu_seconds(pid) - before) / (time.monotonic() - began)


if __name__ == "__main__":
    print(json.dumps(measure()))
