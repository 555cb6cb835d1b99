"""The parts of a box run side by side: one that fails is started again, one that hangs is seen."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

from hardware import box
from hardware.health import Health
from hardware.link import Link
from hardware.news import News
from hardware.parts import Part, RunningParts
from hardware.service_notice import ServiceNotice
from server.contract.answers import Answer, Done
from server.contract.box_commands import DeviceReport, ReportHealth
from server.contract.commands import Command
from server.contract.terms import DeviceState, PrintFault
from tests.kiosk.paper_hall_names import BOX_TOPIC
from tests.kiosk.running import DEADLINE_SECONDS, PaperHall, wait_until


class Steady:
    """Ticks until it is stopped."""

    name = "steady"

    def __init__(self) -> None:
        self.starts = 0
        self.woken = threading.Event()

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        self.starts += 1
        while not stop.is_set():
            tick()
            self.woken.wait(0.01)

    def wake(self) -> None:
        self.woken.set()


class Broken(Steady):
    """Fails whenever it is started."""

    name = "broken"

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        self.starts += 1
        raise OSError("the wire came off")


class Hanging(Steady):
    """Never ticks; ends when woken."""

    name = "hanging"

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        self.woken.wait()


def test_a_part_that_fails_is_started_again_and_does_not_stop_the_others() -> None:
    steady, broken = Steady(), Broken()
    running = RunningParts([steady, broken], pause_after_fault_seconds=0.01)

    running.start()
    wait_until(lambda: broken.starts >= 3, "the broken part started again")

    assert steady.starts == 1
    assert running.stop() == ()


def test_a_part_that_hangs_is_named() -> None:
    hanging = Hanging()
    running = RunningParts([Steady(), hanging], patience_seconds=0.2)

    running.start()
    wait_until(lambda: running.stuck() == ("hanging",), "the hanging part")

    assert running.stop() == ()


def test_a_part_that_does_not_end_is_named() -> None:
    release = threading.Event()

    class Deaf(Steady):
        name = "deaf"

        def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
            release.wait()

    running = RunningParts([Deaf()])
    running.start()

    assert running.stop(within_seconds=0.05) == ("deaf",)
    release.set()
    assert running.stop() == ()


def test_health_is_told_on_change_and_by_the_clock(hall: PaperHall, link: Link) -> None:
    health = Health(link, "1.2.3", heartbeat_seconds=0.2)
    running = RunningParts([health])
    running.start()
    wait_until(lambda: len(hall.heard("report-health")) >= 3, "reports by the clock")

    health.note(DeviceReport(name="printer", state=DeviceState.FAULT))
    wait_until(lambda: bool(hall.heard("report-health")[-1]["devices"]), "the printer's fault")

    assert running.stop() == ()
    assert hall.heard("report-health")[-1]["version"] == "1.2.3"
    assert hall.heard("report-health")[-1]["devices"][0]["state"] == "fault"


def test_with_a_socket_health_is_told_on_change_alone_and_without_one_by_the_heartbeat(
    hall: PaperHall, link: Link
) -> None:
    health = Health(link, "1", every_seconds=3600.0, heartbeat_seconds=0.05)
    running = RunningParts([health])
    health.link(is_up=True)
    running.start()
    wait_until(lambda: len(hall.heard("report-health")) == 1, "the first report")
    health.note(DeviceReport(name="printer", state=DeviceState.FAULT))
    wait_until(lambda: len(hall.heard("report-health")) == 2, "the change")

    health.link(is_up=False)
    wait_until(lambda: len(hall.heard("report-health")) > 6, "heartbeats by HTTP")

    assert running.stop() == ()


class Told(Link):
    """The way to a server that takes every report; ``on_report`` is what happens meanwhile."""

    def __init__(self, on_report: Callable[[int], None]) -> None:
        super().__init__("http://127.0.0.1:1", "key")
        self._on_report = on_report
        self.details: list[str] = []

    def send(self, command: Command, *, deadline: float | None = None) -> Answer:
        assert isinstance(command, ReportHealth)
        self.details += [device.detail for device in command.devices]
        self._on_report(len(self.details))
        return Done()


def test_a_device_that_flaps_is_told_of_now_and_then_and_as_it_is_at_last() -> None:
    stop, began = threading.Event(), time.monotonic()

    def flap(reports: int) -> None:
        if reports == 6:
            stop.set()
        else:
            health.note(DeviceReport(name="buttons", state=DeviceState.FAULT, detail="between"))
            health.note(DeviceReport(name="buttons", state=DeviceState.READY, detail=f"after report {reports}"))

    told = Told(flap)
    health = Health(told, "1", least_seconds=0.2)
    health.link(is_up=True)
    health.note(DeviceReport(name="buttons", state=DeviceState.READY, detail="at first"))

    health.run(stop, lambda: None)

    assert told.details == ["at first", *(f"after report {number}" for number in range(1, 6))]
    assert time.monotonic() - began >= 5 * 0.2


def test_systemd_hears_that_the_box_is_up_and_ends(tmp_path: Path, link: Link) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(DEADLINE_SECONDS)
        stop = threading.Event()
        notice = ServiceNotice({"NOTIFY_SOCKET": str(tmp_path / "notify")})
        thread = threading.Thread(
            target=box.run, args=([Steady()],), kwargs={"link": link, "notice": notice, "stop": stop}
        )

        thread.start()
        first = systemd.recv(100)
        stop.set()
        last = systemd.recv(100)
        thread.join(DEADLINE_SECONDS)

    assert (first, last) == (b"READY=1", b"STOPPING=1")
    assert not thread.is_alive()


def test_an_ill_device_is_told_in_the_status_line_and_the_watchdog_is_fed(tmp_path: Path, link: Link) -> None:
    health = Health(link, "1")
    health.note(DeviceReport(name="printer", state=DeviceState.FAULT, fault=PrintFault.COVER_OPEN))
    health.note(DeviceReport(name="buttons", state=DeviceState.READY))

    said = heard_by_systemd(tmp_path, link, [health, Steady()], until=b"STATUS=")

    assert said[-1] == b"STATUS=printer: fault (cover-open)"
    assert b"WATCHDOG=1" in said


def test_a_box_that_the_server_does_not_know_says_so_in_the_status_line(
    tmp_path: Path, hall: PaperHall, link: Link
) -> None:
    news = News(hall.url, "wrong", [BOX_TOPIC], on_snapshot=lambda _: None, on_link=lambda _: None)

    said = heard_by_systemd(tmp_path, link, [news], until=b"STATUS=the server does not know this box")

    assert b"archived in the office" in said[-1]
    assert b"--enrol CODE" in said[-1]


def test_a_box_that_is_well_says_so_once(tmp_path: Path, link: Link) -> None:
    said = heard_by_systemd(tmp_path, link, [Steady()], until=b"WATCHDOG=1", times=3)

    assert said.count(b"STATUS=0 devices, nothing wrong") == 1


def test_a_box_that_brings_a_slip_to_its_end_goes_on_feeding_the_watchdog() -> None:
    is_printed, ticks = threading.Event(), []

    class Slow(Steady):
        def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
            assert is_printed.wait(DEADLINE_SECONDS)

    def feed() -> None:
        ticks.append("fed")
        is_printed.set()

    running = RunningParts([Slow()])
    running.start()

    assert running.stop(within_seconds=DEADLINE_SECONDS, tick=feed) == ()
    assert ticks


def heard_by_systemd(folder: Path, link: Link, parts: list[Part], *, until: bytes, times: int = 1) -> list[bytes]:
    """Everything that a running box says up to the ``times``-th word that begins so."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(folder / "notify"))
        systemd.settimeout(DEADLINE_SECONDS)
        stop = threading.Event()
        notice = ServiceNotice({"NOTIFY_SOCKET": str(folder / "notify")})
        given = {"link": link, "notice": notice, "stop": stop, "feed_seconds": 0.01}
        running = threading.Thread(target=box.run, args=(parts,), kwargs=given)
        running.start()
        said: list[bytes] = []
        while sum(word.startswith(until) for word in said) < times:
            said.append(systemd.recv(400))
        stop.set()
        running.join(DEADLINE_SECONDS)
    assert not running.is_alive()
    return said


def test_without_systemd_nothing_is_said() -> None:
    ServiceNotice({}).ready()
