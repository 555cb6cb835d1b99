"""What the server and its forecast do while nothing happens: CPU of an idle hall with 50 displays connected."""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

import psutil

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
        f"CPU while nobody asks for anything, {WAITING} people waiting, over {SECONDS:.0f} s each, in % of a core",
        ("displays connected", "server", "its forecast"),
        [
            (str(count), server * 100, forecast * 100)
            for count, (server, forecast) in zip((0, DISPLAYS), shares, strict=True)
        ],
    )
    (server0, forecast0), (server50, _) = shares
    return {
        "idle50_core_share": round(server50, 4),
        "idle0_core_share": round(server0, 4),
        "idle_forecast_core_share": round(forecast0, 4),
    }


def _share(server: int) -> tuple[float, float]:
    """Of the server, and of its forecast's process, which asks itself again every ten seconds."""
    time.sleep(SETTLE_SECONDS)  # what came before ebbs away
    (forecast,) = psutil.Process(server).children()
    before, began = (cpu_seconds(server), cpu_seconds(forecast.pid)), time.monotonic()
    time.sleep(SECONDS)  # the measured span
    after, span = (cpu_seconds(server), cpu_seconds(forecast.pid)), time.monotonic() - began
    return (after[0] - before[0]) / span, (after[1] - before[1]) / span


if __name__ == "__main__":
    print(json.dumps(measure()))
