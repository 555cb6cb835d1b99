"""The sample hall for the benches: eight staffed windows, people waiting, and as many boxes as are wanted."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from server.bootstrap import Core
from server.contract.terms import BoxKind
from server.identity import hashed
from server.usecases.office import SaveBox
from tests.browser.hall import Hall, running_hall, seeded_folder
from tests.server.crowd import SYSTEM, Crowd, crowd, request, take


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchHall:
    """A served hall."""

    hall: Hall
    crowd: Crowd
    displays: list[str]
    kiosks: list[str]
    printing_kiosks: list[str]
    """Device keys."""

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.hall.url.rpartition(":")[2])

    @property
    def pid(self) -> int:
        """Of the server."""
        assert self.hall.process is not None
        return self.hall.process.pid

    def headers_of(self, login: str) -> dict[str, str]:
        """What the browser of somebody signed in sends along."""
        session = self.hall.session(login)
        cookies = "; ".join(f"{name}={value}" for name, value in session.cookies.items())
        return {"Cookie": cookies, "X-CSRFToken": str(session.headers["X-CSRFToken"])}


@contextmanager
def bench_hall(
    folder: Path, *, waiting: int = 0, displays: int = 0, kiosks: int = 0, voice: str = "none"
) -> Iterator[BenchHall]:
    """Serves a hall where so many wait; each kiosk there with and without a printer, whose slips nobody takes away."""
    codes = seeded_folder(folder)
    with running_hall(folder, codes, CHERHA_VOICE=voice, CHERHA_FORECAST="true") as hall:
        with hall.core() as core:
            bench = BenchHall(
                hall=hall,
                crowd=crowd(core),
                displays=[_enrolled(core, BoxKind.DISPLAY) for _ in range(displays)],
                kiosks=[_enrolled(core, BoxKind.KIOSK) for _ in range(kiosks)],
                printing_kiosks=[_enrolled(core, BoxKind.KIOSK, has_printer=True) for _ in range(kiosks)],
            )
            for _ in range(waiting):
                core.bus.handle(SYSTEM, take(bench.crowd.service_id))
        yield bench


def _enrolled(core: Core, kind: BoxKind, *, has_printer: bool = False) -> str:
    code = uuid.uuid4().hex.upper()
    name = f"{kind} {code}"
    core.bus.handle(
        SYSTEM, SaveBox(request_id=request(), name=name, kind=kind, has_printer=has_printer, code_hash=hashed(code))
    )
    return core.identity.enrol(code)[1]
