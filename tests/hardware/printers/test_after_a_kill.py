"""A box that dies at any byte: the next slip is whole, and no ticket has two unmarked slips."""

from __future__ import annotations

import json
import random
import signal
import socket
import subprocess
import sys
import threading
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests
import zxingcpp
from PIL import Image

from hardware.enrolment import load
from hardware.printers.encoder import Cutter, Device, encode
from hardware.printers.raster import render
from hardware.printers.virtual import Mode, PrintedSlip, VirtualPrinter
from server.contract.terms import BoxKind, Evidence, PaperState, Purpose, TicketId
from server.demo.seed import HALL_ID
from server.usecases.ports import Records
from tests.browser.hall import ROOT, Hall, running_hall, seeded_folder, wait_until
from tests.hardware.printers.conftest import Host, StartPrinter
from tests.hardware.printers.papers import ends_with
from tests.hardware.printers.slips import ENGLISH, UKRAINIAN
from tests.hardware.printers.tap import Tap

SEED, KILLS = 20261124, 8
QUESTIONS_BYTES = 500
"""At most so many fewer go with a slip that is not the first: nothing has to be found out."""
SAID = "Kiosk page: "
SECONDS = 60.0


@pytest.mark.parametrize("grade", [Evidence.PROCESS_ID, Evidence.STATUS_AFTER_CUT, Evidence.REALTIME_STATUS])
def test_a_new_box_does_not_feed_its_slip_into_the_picture_of_the_dead_one(
    grade: Evidence, start: StartPrinter, host: Host
) -> None:
    printer = start(grade=grade)
    data = encode(render(UKRAINIAN, 576), Device(576, 203, "default", Cutter.AUTOMATIC, can_double=True)).data
    with socket.create_connection((printer.host, printer.port)) as dead:
        dead.sendall(data[: len(data) // 2])

    report = host(printer).print(ENGLISH)

    assert report.evidence is grade
    assert ends_with(printer.slips[-1], ENGLISH)


class Kiosk:
    """A kiosk's process that can be killed and started again."""

    def __init__(self, folder: Path, hall: Hall, tap: Tap, spare: Tap | None = None) -> None:
        self.url = ""
        self._config = folder / "kiosk.toml"
        self._process: subprocess.Popen[str] | None = None
        printers = {"printer": tap.port} | ({} if spare is None else {"spare_printer": spare.port})
        lines = (
            f'[{name}]\ndriver = "escpos-tcp"\nhost = "127.0.0.1"\nport = {port}\n' for name, port in printers.items()
        )
        self._config.write_text(
            f'server_url = "{hall.url}"\nstate_folder = "{folder / "state"}"\n{"".join(lines)}[kiosk]\nport = 0\n',
            "utf-8",
        )

    @property
    def key(self) -> str:
        """The device key that it goes by."""
        return load(self._config.with_name("state")).device_key

    def start(self, *arguments: str) -> None:
        """Until its page is served."""
        command = [sys.executable, "-m", "kiosk", "--config", str(self._config), *arguments]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        said = next((line for line in self._process.stdout if line.startswith(SAID)), "")
        assert said, "the kiosk said no address"
        self.url = said.removeprefix(SAID).strip().rstrip("/")

    def end(self, how: signal.Signals) -> None:
        """SIGKILL is what a power cut does."""
        process, self._process = self._process, None
        if process is not None:
            assert process.stdout is not None
            process.send_signal(how)
            process.wait(SECONDS)
            process.stdout.close()

    def touch(self, service_id: str) -> TicketId:
        """Take a ticket, as the page does."""
        body = {"request_id": str(uuid.uuid4()), "service_id": service_id, "purpose": Purpose.HAND_IN}
        reply = requests.post(
            f"{self.url}/v1/commands/take-ticket",
            json.dumps(body),
            headers={"Content-Type": "application/json"},
            timeout=SECONDS,
        )
        assert reply.status_code == 200, reply.text
        return TicketId(reply.json()["ticket_id"])


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A served hall with people waiting."""
    with running_hall(tmp_path / "hall", seeded_folder(tmp_path / "hall")) as running:
        yield running


@contextmanager
def printing_kiosk(
    hall: Hall, folder: Path, *, spare: Tap | None = None
) -> Iterator[tuple[Kiosk, Tap, VirtualPrinter]]:
    """A kiosk of the hall, its printer, and the tap in between."""
    with VirtualPrinter(folder / "paper", 0) as printer, Tap(printer) as tap:
        kiosk = Kiosk(folder, hall, tap, spare)
        kiosk.start("--enrol", hall.codes.pop(BoxKind.KIOSK))
        try:
            yield kiosk, tap, printer
        finally:
            kiosk.end(signal.SIGTERM)


def paper_of(hall: Hall, ticket_id: TicketId) -> PaperState:
    """What is known of the ticket's slip."""

    def look(records: Records) -> PaperState:
        return records.print_jobs.latest([ticket_id])[ticket_id].state

    with hall.core() as core:
        return core.store.read(HALL_ID, look)


def phone_url(hall: Hall, ticket_id: TicketId) -> str:
    """What the slip's code says."""

    def look(records: Records) -> str:
        return records.print_jobs.latest([ticket_id])[ticket_id].slip.phone_url

    with hall.core() as core:
        return core.store.read(HALL_ID, look)


def codes_on(slips: list[PrintedSlip]) -> Counter[str]:
    """How often each ticket's code can be read on any paper, whole or torn."""
    read: list[Any] = []
    for slip in slips:
        with Image.open(slip.path) as paper:
            read += zxingcpp.read_barcodes(paper.convert("L"))
    return Counter(code.text for code in read)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_box_killed_at_any_byte_never_prints_two_unmarked_slips_of_a_ticket(hall: Hall, tmp_path: Path) -> None:
    service_id = next(iter(hall.service_ids().values()))
    with printing_kiosk(hall, tmp_path) as (kiosk, tap, printer):
        whole = kiosk.touch(service_id)
        wait_until(lambda: paper_of(hall, whole) is PaperState.PRINTED, "a slip before all that")
        chance = random.Random(SEED)
        places = sorted(chance.randrange(printer.slips[0].bytes_received - QUESTIONS_BYTES) for _ in range(KILLS))
        killed = [kill_at(place, kiosk, tap, service_id) for place in places]
        killed.append(kill_after_its_slip(kiosk, printer, service_id))
        wait_until(lambda: all(is_known(hall, each) for each in killed), "every slip is told of")
        last = kiosk.touch(service_id)
        wait_until(lambda: paper_of(hall, last) is PaperState.PRINTED, "a slip after all that")
        read = codes_on(printer.slips)

    counts = [read[phone_url(hall, ticket)] for ticket in killed]
    assert max(counts) <= 1, f"seed {SEED}, killed at {places}: {counts}"
    assert counts[-1] == 1
    assert [read[phone_url(hall, each)] for each in (whole, last)] == [1, 1]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_box_killed_while_a_slip_goes_to_the_spare_never_prints_it_twice(hall: Hall, tmp_path: Path) -> None:
    service_id = next(iter(hall.service_ids().values()))
    with (
        VirtualPrinter(tmp_path / "spare", 0) as spare,
        Tap(spare) as second,
        printing_kiosk(hall, tmp_path, spare=second) as (kiosk, _, main),
    ):
        main.misbehave(Mode.PAPER_OUT_HALFWAY)
        whole = kiosk.touch(service_id)
        wait_until(lambda: paper_of(hall, whole) is PaperState.PRINTED, "a slip of the spare before all that")
        chance = random.Random(SEED)
        most = spare.slips[0].bytes_received - QUESTIONS_BYTES
        places = sorted(chance.randrange(most) for _ in range(KILLS // 2))
        killed = []
        for place in places:
            main.misbehave(Mode.PAPER_OUT_HALFWAY)
            killed.append(kill_at(place, kiosk, second, service_id))
        main.misbehave(Mode.PAPER_OUT_HALFWAY)
        killed.append(kill_after_its_slip(kiosk, spare, service_id))
        wait_until(lambda: all(is_known(hall, each) for each in killed), "every slip is told of")
        read = codes_on([*main.slips, *spare.slips])

    counts = [read[phone_url(hall, ticket)] for ticket in (whole, *killed)]
    assert max(counts) <= 1, f"seed {SEED}, killed at {places}: {counts}"
    assert (counts[0], counts[-1]) == (1, 1)


def kill_at(place: int, kiosk: Kiosk, tap: Tap, service_id: str) -> TicketId:
    """A touch, the power gone when so many bytes have gone to the printer, and the power back."""
    struck = threading.Event()
    tap.strike_after(place, struck.set)
    ticket_id = kiosk.touch(service_id)
    assert struck.wait(SECONDS), f"{place} bytes never went to the printer"
    kiosk.end(signal.SIGKILL)
    kiosk.start()
    return ticket_id


def kill_after_its_slip(kiosk: Kiosk, printer: VirtualPrinter, service_id: str) -> TicketId:
    """The paper is out, and perhaps nobody has been told yet."""
    before = len(printer.slips)
    ticket_id = kiosk.touch(service_id)
    printer.wait_for_slip(before + 1, SECONDS)
    kiosk.end(signal.SIGKILL)
    kiosk.start()
    return ticket_id


def is_known(hall: Hall, ticket_id: TicketId) -> bool:
    """Something is known of its slip, be it that nothing is known."""
    return paper_of(hall, ticket_id) not in (PaperState.WAITING, PaperState.PRINTING)


@pytest.mark.slow
def test_after_a_paper_change_nothing_but_live_tickets_comes_out(hall: Hall, tmp_path: Path) -> None:
    service_id = next(iter(hall.service_ids().values()))
    with printing_kiosk(hall, tmp_path) as (kiosk, _, printer):
        printer.misbehave(Mode.PAPER_OUT)
        failed = [kiosk.touch(service_id) for _ in range(2)]
        wait_until(lambda: all(paper_of(hall, each) is PaperState.FAILED for each in failed), "no paper")
        kiosk.end(signal.SIGKILL)
        over, alive = waiting_without_a_box(hall, kiosk, service_id)
        hall.command("oksana", "cancel-ticket", {"ticket_id": over})
        printer.misbehave(Mode.NORMAL)
        kiosk.start()
        wait_until(lambda: paper_of(hall, alive) is PaperState.PRINTED, "the living one's slip")
        hall.command("oksana", "reprint-ticket", {"ticket_id": failed[0]})
        wait_until(lambda: paper_of(hall, failed[0]) is PaperState.PRINTED, "the copy that reception asked for")
        read = codes_on(printer.slips)

    assert read == Counter([phone_url(hall, alive), phone_url(hall, failed[0])])
    assert paper_of(hall, over) is PaperState.DROPPED


def waiting_without_a_box(hall: Hall, kiosk: Kiosk, service_id: str) -> tuple[TicketId, TicketId]:
    """Two tickets of the kiosk, taken in the moment before it went: their slips wait in the server."""
    over, alive = (
        hall.box_command(kiosk.key, "take-ticket", {"service_id": service_id, "purpose": Purpose.HAND_IN})
        for _ in range(2)
    )
    return TicketId(over["ticket_id"]), TicketId(alive["ticket_id"])
