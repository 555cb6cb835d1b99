"""Commands over HTTP, beside a bare Flask on the same listener: tickets by 16 kiosks, calls at 8 windows."""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from server.contract.terms import Purpose
from tests.bench.children import child, cpu_seconds, line, order, pin
from tests.bench.sample_hall import BenchHall, bench_hall
from tests.bench.tables import percentile, show

ROUNDS = 24
KIOSKS, TICKETS_EACH = 16, 8
WINDOWS, COMMANDS_EACH = 8, 64
WAITING = 400
"""As a full hall; in every round as many are called as come."""
LOADED_TURNS, PING_SECONDS = 10, 0.003
TAKE, CALL, START = "/v1/commands/take-ticket", "/v1/commands/call-next", "/v1/commands/start-serving"
_SERVER_CORE, _CLIENT_CORE = 0, 1


@dataclass(slots=True, kw_only=True)
class Mode:
    """One kind of request to one server, and what its turns have shown."""

    key: str
    title: str
    pid: int
    each: int
    measured: str
    """The path whose milliseconds are shown."""
    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def take_turn(self, load: subprocess.Popen[str], *, is_noted: bool) -> None:
        """Some hundreds of requests."""
        before = cpu_seconds(self.pid)
        told = order(load, f"run {json.dumps({'name': self.key, 'each': self.each})}")
        spent = cpu_seconds(self.pid) - before
        if is_noted:
            count = sum(len(values) for values in told["milliseconds"].values())
            self.rates.append(count / told["seconds"])
            self.cpu.append(spent / count * 1000)
            self.milliseconds += told["milliseconds"][self.measured]

    def row(self, beside: Mode) -> list[str | float]:
        """As the table shows it."""
        shown = [percentile(self.milliseconds, percent) for percent in (50, 99)]
        rate, cpu = statistics.median(self.rates), statistics.median(self.cpu)
        return [self.title, rate, *shown, cpu, ratio(self.rates, beside.rates), ratio(self.cpu, beside.cpu)]


def ratio(mine: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of what each round's pair gives, so that whatever else the machine does falls on both."""
    return statistics.median(one / other for one, other in zip(mine, theirs, strict=True))


def measure(*, seed: int) -> dict[str, float]:
    """Prints both tables and gives the figures."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        at = Path(folder)
        bench = running.enter_context(bench_hall(at / "hall", waiting=WAITING, kiosks=KIOSKS, displays=1))
        pin(bench.pid, _SERVER_CORE)
        bare = running.enter_context(child("tests.bench.bare_server", str(at / "bare.sqlite"), core=_SERVER_CORE))
        load = running.enter_context(child("tests.bench.load", core=_CLIENT_CORE))
        modes = _open(load, bench, bare)
        chance = random.Random(seed)
        for turn in range(ROUNDS + 1):
            for mode in chance.sample(modes, len(modes)):
                mode.take_turn(load, is_noted=turn > 0)
        display = running.enter_context(
            child("tests.bench.displays", str(bench.port), bench.hall.hall_id, *bench.displays, core=_CLIENT_CORE)
        )
        assert line(display) == "ready"
        by_key = {mode.key: mode for mode in modes}
        pings = _pings_during(display, lambda: by_key["taken"].take_turn(load, is_noted=False))
    return _told(by_key, pings, seed)


def _pings_during(display: subprocess.Popen[str], work: Callable[[], None]) -> list[float]:
    """Milliseconds from a websocket's ping to its pong, while turns are taken; the loop answers it between requests."""
    pings: list[float] = []
    with ThreadPoolExecutor(1) as aside:

        def turn_by_turn() -> None:
            for _ in range(LOADED_TURNS):
                work()

        turns = aside.submit(turn_by_turn)
        while not turns.done():
            pings.append(order(display, "ping") * 1000)
            time.sleep(PING_SECONDS)
        turns.result()
    return pings


def _open(load: subprocess.Popen[str], bench: BenchHall, bare: subprocess.Popen[str]) -> list[Mode]:
    bare_port = int(line(bare))
    body = {"service_id": bench.crowd.service_id, "purpose": Purpose.HAND_IN}
    modes = []

    def add(mode: Mode, port: int, clients: list[dict[str, Any]]) -> None:
        order(load, f"open {json.dumps({'name': mode.key, 'port': port, 'clients': clients})}")
        modes.append(mode)

    def bare_mode(key: str, title: str, path: str, count: int, each: int) -> None:
        mode = Mode(key=key, title=title, pid=bare.pid, each=each, measured=path)
        add(mode, bare_port, [{"headers": {}, "requests": [[path, body]]}] * count)

    bare_mode("bare", "bare Flask + sqlite3, one row", "/tickets", KIOSKS, TICKETS_EACH)
    bare_mode("hello", "bare Flask, no database", "/hello", WINDOWS, COMMANDS_EACH)
    for key, title, keys in (
        ("taken", "Cherha, a ticket", bench.kiosks),
        ("printed", "Cherha, a ticket with its slip", bench.printing_kiosks),
    ):
        mode = Mode(key=key, title=title, pid=bench.pid, each=TICKETS_EACH, measured=TAKE)
        clients = [{"headers": {"Authorization": f"Box {own}"}, "requests": [[TAKE, body]]} for own in keys]
        add(mode, bench.port, clients)
    calls = Mode(key="called", title="Cherha, CallNext", pid=bench.pid, each=COMMANDS_EACH, measured=CALL)
    clients = [
        {
            "headers": bench.headers_of(login),
            "requests": [[CALL, {"window_id": window}], [START, {"window_id": window}]],
        }
        for login, window in bench.crowd.windows.items()
    ]
    add(calls, bench.port, clients)
    return modes


_COLUMNS = ("", "per second", "p50 ms", "p99 ms", "CPU ms each")


def _told(modes: dict[str, Mode], pings: list[float], seed: int) -> dict[str, float]:
    taken, printed, called, bare, hello = (modes[key] for key in ("taken", "printed", "called", "bare", "hello"))
    show(
        f"Tickets over HTTP, each on disk before it is answered: {KIOSKS} kiosks, about {WAITING} people waiting, "
        f"{ROUNDS} rounds of {KIOSKS * TICKETS_EACH}, seed {seed}; one core for the server, one for the clients",
        (*_COLUMNS, "× bare", "CPU × bare"),
        [mode.row(bare) for mode in (taken, printed, bare)],
    )
    show(
        f"Calls over HTTP, each on disk before it is answered: {WINDOWS} people signed in, CallNext (which finishes "
        f"the visit before) and StartServing in turn, {ROUNDS} rounds of {WINDOWS * COMMANDS_EACH}, same cores",
        (*_COLUMNS, "× hello", "CPU × hello"),
        [mode.row(hello) for mode in (called, hello)],
    )
    show(
        f"A display's websocket ping while {KIOSKS} kiosks take tickets as fast as they can, {len(pings)} pings, ms",
        ("", "p50", "p99", "worst"),
        [("to the pong", *(percentile(pings, percent) for percent in (50, 99)), max(pings))],
    )
    p50, p99 = (percentile(called.milliseconds, percent) for percent in (50, 99))
    return {
        "tickets_ratio": round(ratio(taken.rates, bare.rates), 3),
        "tickets_per_second": round(statistics.median(taken.rates)),
        "ticket_p50_ms": round(percentile(taken.milliseconds, 50), 2),
        "ticket_p99_ms": round(percentile(taken.milliseconds, 99), 2),
        "ticket_cpu_ms": round(statistics.median(taken.cpu), 3),
        "printed_tickets_ratio": round(ratio(printed.rates, bare.rates), 3),
        "calls_ratio": round(ratio(called.rates, hello.rates), 3),
        "call_cpu_ratio": round(ratio(called.cpu, hello.cpu), 3),
        "call_p50_ms": round(p50, 2),
        "call_p99_over_p50": round(p99 / p50, 2),
        "ping_under_load_p99_ms": round(percentile(pings, 99), 2),
    }


if __name__ == "__main__":
    print(json.dumps(measure(seed=random.randrange(10_000))))
