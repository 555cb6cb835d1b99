"""The hall of the soak: a real server, three boxes in processes of their own, and networks that can be cut between all.

One kiosk and reception's box live through everything; the other kiosk is killed now and then.
"""

from __future__ import annotations

import signal
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from hardware.buttons.virtual.panel import VirtualPanel
from hardware.printers.virtual import VirtualPrinter
from server.bootstrap import Core
from server.contract.terms import BoxId, BoxKind, Evidence, ServiceId
from server.demo.seed import HALL_ID
from server.domain.panel import Panel
from server.identity import hashed
from server.usecases.office import AssignPanel, SaveBox, Saved
from tests.browser.hall import Hall, running_hall, seeded_folder, wait_until
from tests.hardware.printers.conformance.network_adapter import NetworkAdapter
from tests.ports import free_port
from tests.server.crowd import SYSTEM, Crowd, crowd, request, take
from tests.soak.box_process import BoxProcess
from tests.soak.office_watch import OfficeWatch
from tests.soak.page_watch import PageWatch
from tests.soak.plan import BoxName
from tests.soak.way import Way

WAITING_AT_FIRST = 25
SLOW_BYTES_PER_SECOND = 8000
PATIENCE = "connect_seconds = 1\nanswer_seconds = 1\nprint_seconds = 6\n"
"""A fault of half an hour lasts three seconds here, so a box must not wait for a printer as long as for a real one."""
PANELS = {BoxName.KIOSK: {10: "90", 11: "91", 12: "96"}, BoxName.RECEPTION: {20: "92", 21: "93", 22: "97"}}
"""Address on the wire = window."""
STUCK = {BoxName.KIOSK: 12, BoxName.RECEPTION: 22}
"""The panels whose keys get stuck; nobody else presses there."""
DESKS = ("crowd4", "crowd5")
LOGINS = {str(90 + number): f"crowd{number}" for number in range(8)}
"""Who is at which window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One box, with everything that can go wrong around it."""

    name: BoxName
    box_id: BoxId
    process: BoxProcess
    network: Way
    printer: VirtualPrinter
    cable: Way
    """Between the box and its printer."""
    page: PageWatch | None = None
    page_url: str = ""
    panels: VirtualPanel | None = None
    adapter: Way | None = None
    """Between the box and panels on the network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rig:
    """Everything there is."""

    hall: Hall
    core: Core
    """The same database, to look at."""
    crowd: Crowd
    boxes: dict[BoxName, Box]
    office: OfficeWatch

    @property
    def service_id(self) -> ServiceId:
        """What every citizen comes for."""
        return self.crowd.service_id


@contextmanager
def rig() -> Iterator[Rig]:
    """Serves the hall and runs its boxes; everything is ended and removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="cherha-soak-") as name, ExitStack() as running:
        folder = Path(name)
        hall = running.enter_context(running_hall(folder / "hall", seeded_folder(folder / "hall")))
        core = running.enter_context(hall.core())
        people = crowd(core)
        for _ in range(WAITING_AT_FIRST):
            core.bus.handle(SYSTEM, take(people.service_id))
        boxes = {name: _box(name, hall, core, folder / f"box-{name.name.lower()}", running) for name in BoxName}
        hall.decide(reception_box_id=boxes[BoxName.RECEPTION].box_id, missed_after_seconds=600)
        for login in (*LOGINS.values(), "oksana"):
            hall.session(login)
        _assign(core, people, boxes[BoxName.KIOSK])
        yield Rig(
            hall=hall,
            core=core,
            crowd=people,
            boxes=boxes,
            office=OfficeWatch(core, {box.box_id: name for name, box in boxes.items()}),
        )


def _box(name: BoxName, hall: Hall, core: Core, folder: Path, running: ExitStack) -> Box:
    folder.mkdir()
    is_kiosk = name is not BoxName.RECEPTION
    code = uuid.uuid4().hex.upper()
    kind = BoxKind.KIOSK if is_kiosk else BoxKind.PRINTER
    saved = core.bus.handle(
        SYSTEM, SaveBox(request_id=request(), name=name, kind=kind, has_printer=True, code_hash=hashed(code))
    )
    assert isinstance(saved, Saved)
    # Another kind of proof, as another model of printer.
    grade = Evidence.STATUS_AFTER_CUT if name is BoxName.SECOND else Evidence.PROCESS_ID
    printer = running.enter_context(
        VirtualPrinter(folder / "paper", 0, grade=grade, slow_bytes_per_second=SLOW_BYTES_PER_SECOND)
    )
    network = running.enter_context(Way(int(hall.url.rpartition(":")[2])))
    cable = running.enter_context(Way(printer.port))
    wire, panels, adapter = _panels(name, folder, running)
    page_port = free_port()
    config = folder / "box.toml"
    config.write_text(_settings(name, folder, network=network, cable=cable, page_port=page_port, wire=wire), "utf-8")
    process = BoxProcess("kiosk" if is_kiosk else "hardware", config)
    process.start("--enrol", code)
    running.callback(process.end, signal.SIGTERM)
    page_url = f"http://127.0.0.1:{page_port}"
    return Box(
        name=name,
        box_id=BoxId(saved.id),
        process=process,
        network=network,
        printer=printer,
        cable=cable,
        page=PageWatch(page_url, may_be_off=name is BoxName.SECOND) if is_kiosk else None,
        page_url=page_url,
        panels=panels,
        adapter=adapter,
    )


def _assign(core: Core, people: Crowd, kiosk: Box) -> None:
    """As the office does it: panels of a kiosk get no window by its settings, since it stands among visitors."""

    def found() -> dict[str, Panel]:
        panels = core.store.read(HALL_ID, lambda records: records.panels.all())
        return {panel.address: panel for panel in panels if panel.box_id == kiosk.box_id}

    addresses = PANELS[kiosk.name]
    wait_until(lambda: found().keys() == set(map(str, addresses)), "the kiosk's panels are found")
    for address, panel in found().items():
        window_id = people.windows[LOGINS[addresses[int(address)]]]
        core.bus.handle(
            SYSTEM,
            AssignPanel(
                request_id=request(),
                box_id=kiosk.box_id,
                wire=panel.wire,
                address=address,
                window_id=window_id,
                actions=dict(panel.actions),
            ),
        )


def _panels(name: BoxName, folder: Path, running: ExitStack) -> tuple[str, VirtualPanel | None, Way | None]:
    """The wire as the box's settings name it, and what is on it."""
    if name not in PANELS:
        return "", None, None
    wire = folder / "wire"
    panels = running.enter_context(VirtualPanel(wire, tuple(PANELS[name])))
    if name is BoxName.KIOSK:
        return str(wire), panels, None
    network = NetworkAdapter(wire, is_telnet=False)
    network.plug()
    running.callback(network.unplug)
    adapter = running.enter_context(Way(network.port))
    return f"socket://127.0.0.1:{adapter.port}", panels, adapter


def _settings(name: BoxName, folder: Path, *, network: Way, cable: Way, page_port: int, wire: str) -> str:
    kiosk = "" if name is BoxName.RECEPTION else f"[kiosk]\nport = {page_port}\n"
    windows = ", ".join(f'{address} = "{window}"' for address, window in PANELS.get(name, {}).items())
    buttons = f'[[buttons]]\nwire = "{wire}"\nwindows = {{ {windows} }}\n' if wire else ""
    return (
        f'server_url = "http://127.0.0.1:{network.port}"\nstate_folder = "{folder / "state"}"\n'
        f'[printer]\ndriver = "escpos-tcp"\nhost = "127.0.0.1"\nport = {cable.port}\n{PATIENCE}{kiosk}{buttons}'
    )
