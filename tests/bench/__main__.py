"""``make bench``: how fast Cherha is, as tables; the last line is one JSON object with the figures.

A seed may be given; it orders the turns and the pauses. Figures that are ratios hold from machine to machine, the
others for a machine that has nothing else to do.
"""

from __future__ import annotations

import json
import os
import platform
import random
import sys
import time
from pathlib import Path

from tests.bench import call_to_pixel, commands, delivery, idle


def main() -> None:
    """Every bench, one after another, since each wants the machine to itself."""
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else random.randrange(10_000)
    began = time.monotonic()
    print(f"{time.strftime('%Y-%m-%d')}, {_machine()}, seed {seed}, load {os.getloadavg()[0]:.1f} at the start\n")
    figures: dict[str, float] = {}
    figures |= call_to_pixel.measure(seed=seed)
    figures |= commands.measure(seed=seed)
    figures |= idle.measure()
    figures |= delivery.measure(seed=seed)
    print(f"\n{time.monotonic() - began:.0f} s, load {os.getloadavg()[0]:.1f} at the end")
    print(json.dumps(figures))


def _machine() -> str:
    cpus = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    model = next((said.partition(":")[2].strip() for said in cpus if said.startswith("model name")), platform.machine())
    return f"{os.cpu_count()} cores of {model}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
