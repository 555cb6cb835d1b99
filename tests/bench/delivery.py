"""What one delivered message costs the server, beside a raw ``websockets.broadcast`` of the same bytes.

``python -m tests.bench.delivery``: 200 clients in one room, 340-byte messages, server on one core and clients on
another, modes shuffled, medians. The last line is JSON; only its ratio holds from machine to machine.
"""

import json
import os
import random
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CLIENTS = 200
MESSAGES = 300
WARM_UP_MESSAGES = 30
PAUSE_SECONDS = 0.004
ROUNDS = 5
ROOT = Path(__file__).parents[2]
MODES = {
    "websockets": "asyncio websockets.broadcast",
    "fanout": "server.realtime.fanout",
    "emit": "socketio.emit, our driver",
}


@dataclass(frozen=True, slots=True)
class Run:
    """One mode, once."""

    mode: str
    microseconds_a_delivery: float
    kilobytes_a_client: float
    threads: int


@contextmanager
def _child(*arguments: str, core: int) -> Iterator["subprocess.Popen[str]"]:
    available = sorted(os.sched_getaffinity(0))
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    os.sched_setaffinity(process.pid, {available[core % len(available)]})
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, f"{process.args!r} ended early"
    return line.strip()


def _order(process: "subprocess.Popen[str]", order: str) -> dict[str, Any]:
    assert process.stdin is not None
    process.stdin.write(order + "\n")
    process.stdin.flush()
    answer = json.loads(_line(process))
    assert isinstance(answer, dict)
    return answer


def measure_once(mode: str) -> Run:
    protocol = "plain" if mode == "websockets" else "socketio"
    total = str(WARM_UP_MESSAGES + MESSAGES)
    with _child("tests.bench.delivery_servers", mode, core=0) as server:
        port = _line(server)
        empty = _order(server, "figures")
        with _child("tests.bench.delivery_clients", port, str(CLIENTS), total, protocol, core=1) as clients:
            assert _line(clients) == "ready"
            full = _order(server, "figures")
            _order(server, f"broadcast {WARM_UP_MESSAGES} {PAUSE_SECONDS}")
            spent = _order(server, f"broadcast {MESSAGES} {PAUSE_SECONDS}")
            assert _line(clients) == "done"
    return Run(
        mode,
        microseconds_a_delivery=spent["cpu_seconds"] / (MESSAGES * CLIENTS) * 1e6,
        kilobytes_a_client=(full["resident_bytes"] - empty["resident_bytes"]) / CLIENTS / 1000,
        threads=full["threads"],
    )


def measure(*, seed: int) -> dict[str, float]:
    """All modes, ROUNDS times in shuffled order; prints the table and gives the figures."""
    order = list(MODES) * ROUNDS
    random.Random(seed).shuffle(order)
    runs = [measure_once(mode) for mode in order]
    cost = {mode: statistics.median(run.microseconds_a_delivery for run in runs if run.mode == mode) for mode in MODES}
    print(f"{CLIENTS} clients, 340 bytes, {ROUNDS} rounds of {MESSAGES} messages, seed {seed}")
    print(f"{'server':<32}{'µs CPU a delivery':>20}{'× websockets':>14}{'kB a client':>13}{'threads':>9}")
    for mode, name in MODES.items():
        own = [run for run in runs if run.mode == mode]
        memory = statistics.median(run.kilobytes_a_client for run in own)
        ratio = cost[mode] / cost["websockets"]
        print(f"{name:<32}{cost[mode]:>20.1f}{ratio:>14.2f}{memory:>13.1f}{max(run.threads for run in own):>9}")
    fanout = [run for run in runs if run.mode == "fanout"]
    return {
        "delivery_ratio": round(cost["fanout"] / cost["websockets"], 3),
        "delivery_microseconds": round(cost["fanout"], 1),
        "display_kilobytes": round(statistics.median(run.kilobytes_a_client for run in fanout), 1),
        "display_threads": max(run.threads for run in fanout) - 1,
    }


if __name__ == "__main__":
    print(json.dumps(measure(seed=random.randrange(10_000))))
