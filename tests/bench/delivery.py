"""What one delivered message costs the server, beside a raw ``websockets.broadcast`` of the same bytes.

``python -m tests.bench.delivery``: 200 clients in one room, 340-byte messages, server on one core and clients on
another. All servers stay up; in each round each takes one short turn, in shuffled order, so that whatever else the
machine does falls on all alike, and ratios are taken within a round. The last line is JSON; of it only the ratio holds
from machine to machine.
"""

import json
import random
import statistics
from contextlib import ExitStack

from tests.bench.children import child, line, order

CLIENTS = 200
ROUNDS = 60
MESSAGES_A_TURN = 20
PAUSE_SECONDS = 0.004
MODES = {
    "websockets": "asyncio websockets.broadcast",
    "fanout": "server.realtime.fanout",
    "emit": "socketio.emit, our driver",
}


class Contestant:
    """One server with its clients; the first turn only warms it up."""

    def __init__(self, mode: str, children: ExitStack) -> None:
        self.microseconds: list[float] = []
        self._server = children.enter_context(child("tests.bench.delivery_servers", mode, core=0))
        protocol = "plain" if mode == "websockets" else "socketio"
        total = str((ROUNDS + 1) * MESSAGES_A_TURN)
        port = line(self._server)
        empty = order(self._server, "figures")
        self._clients = children.enter_context(
            child("tests.bench.delivery_clients", port, str(CLIENTS), total, protocol, core=1)
        )
        assert line(self._clients) == "ready"
        full = order(self._server, "figures")
        self.kilobytes_a_client = (full["resident_bytes"] - empty["resident_bytes"]) / CLIENTS / 1000
        self.threads: int = full["threads"]
        self.take_turn()
        self.microseconds.clear()

    def take_turn(self) -> None:
        spent = order(self._server, f"broadcast {MESSAGES_A_TURN} {PAUSE_SECONDS}")
        self.microseconds.append(spent["cpu_seconds"] / (MESSAGES_A_TURN * CLIENTS) * 1e6)

    def finish(self) -> None:
        """Return when every client has had every message."""
        assert line(self._clients) == "done"

    @property
    def median_microseconds(self) -> float:
        return statistics.median(self.microseconds)

    def ratio_to(self, other: "Contestant") -> float:
        return statistics.median(
            mine / theirs for mine, theirs in zip(self.microseconds, other.microseconds, strict=True)
        )


def measure(*, seed: int) -> dict[str, float]:
    """Prints the table and gives the figures."""
    with ExitStack() as children:
        contestants = {mode: Contestant(mode, children) for mode in MODES}
        chance = random.Random(seed)
        for _ in range(ROUNDS):
            for mode in chance.sample(list(MODES), len(MODES)):
                contestants[mode].take_turn()
        for contestant in contestants.values():
            contestant.finish()
    print(f"{CLIENTS} clients, 340 bytes, {ROUNDS} rounds of {MESSAGES_A_TURN} messages, seed {seed}")
    print(f"{'server':<32}{'µs CPU a delivery':>20}{'× websockets':>14}{'kB a client':>13}{'threads':>9}")
    for mode, name in MODES.items():
        own = contestants[mode]
        ratio = own.ratio_to(contestants["websockets"])
        print(
            f"{name:<32}{own.median_microseconds:>20.1f}{ratio:>14.2f}{own.kilobytes_a_client:>13.1f}{own.threads:>9}"
        )
    fanout = contestants["fanout"]
    return {
        "delivery_ratio": round(fanout.ratio_to(contestants["websockets"]), 3),
        "delivery_microseconds": round(fanout.median_microseconds, 1),
        "display_kilobytes": round(fanout.kilobytes_a_client, 1),
        "display_threads": fanout.threads - 1,
    }


if __name__ == "__main__":
    print(json.dumps(measure(seed=random.randrange(10_000))))
