"""A box put together: the way to the server, its printers, its health, and whatever more is handed in."""

import logging
import signal
import threading
from collections.abc import Callable, Sequence
from importlib import metadata
from typing import Protocol

from hardware.buttons.fitting import Buttons
from hardware.configured_printer import open_all
from hardware.errors import KEY_REFUSED
from hardware.health import Health
from hardware.link import Link
from hardware.news import News
from hardware.parts import Part, RunningParts
from hardware.print_jobs import PrintJobs
from hardware.print_notebook import PrintNotebook
from hardware.printer_owner import PrinterOwner
from hardware.service_notice import ServiceNotice
from hardware.settings import BoxSettings
from server.contract.box_commands import DeviceReport
from server.contract.catalogue import BoxEnrolled
from server.contract.messages import BoxSnapshot, Published, TicketPaper
from server.contract.terms import DeviceState
from server.contract.topics import BoxTopic, Topic, path_of

log = logging.getLogger(__name__)

NOTEBOOK_FILE = "slips-to-report.json"
FEED_SECONDS = 5.0


class Listener(Protocol):
    """Who in this box wants to know; called from the parts' threads."""

    def snapshot(self, published: Published) -> None:
        """A newer snapshot of a joined topic."""
        ...

    def link(self, is_up: bool) -> None:  # noqa: FBT001  a value, not a switch
        """The server is in reach, or no longer."""
        ...

    def paper(self, paper: TicketPaper) -> None:
        """A slip of this box's own printers, before the server knows."""
        ...

    def device(self, report: DeviceReport) -> None:
        """A device's state as it is noted, changed or not."""
        ...


class NobodyListens:
    """For a box without a screen."""

    def snapshot(self, published: Published) -> None:
        """Nothing to do."""

    def link(self, is_up: bool) -> None:  # noqa: FBT001  as the port says
        """Nothing to do."""

    def paper(self, paper: TicketPaper) -> None:
        """Nothing to do."""

    def device(self, report: DeviceReport) -> None:
        """Nothing to do."""


def assembled(
    settings: BoxSettings,
    enrolled: BoxEnrolled,
    listener: Listener,
    *,
    link: Link,
    health: Health,
    topics: Sequence[Topic] = (),
) -> tuple[Part, ...]:
    """The parts that every box has, with its printers and its buttons if it has any; nothing is opened or started yet.

    Raises ``ConfigurationRefused``. ``topics`` are those beyond the box's own.
    """

    def note(report: DeviceReport) -> None:
        health.note(report)
        listener.device(report)

    printers = [PrinterOwner(name, printer, note=note) for name, printer in open_all(settings).items()]
    printing = None
    if printers:
        notebook = PrintNotebook(settings.state_folder / NOTEBOOK_FILE, note=note)
        printing = PrintJobs(link, printers, notebook, on_paper=listener.paper)
    buttons = _buttons(settings, link, note)
    news = News(
        settings.server_url,
        enrolled.device_key,
        [path_of(topic) for topic in (BoxTopic(enrolled.hall_id, enrolled.box_id), *topics)],
        on_snapshot=_nudging(printing, buttons, listener),
        on_link=_waking(health, printing, buttons, listener),
        more_topics=tuple if buttons is None else buttons.topics,
    )
    if buttons is not None:
        buttons.more_topics = news.join_more
    slips: tuple[Part, ...] = () if printing is None else (printing, *printers)
    return (news, health, *slips, *(() if buttons is None else buttons.parts))


def run(
    parts: Sequence[Part],
    *,
    link: Link,
    notice: ServiceNotice,
    stop: threading.Event,
    feed_seconds: float = FEED_SECONDS,
) -> None:
    """Run the parts until ``stop``; systemd's watchdog is fed only while every one of them moves.

    A device that is away or ill is told in the unit's status line: it must not end the others.
    """
    running = RunningParts(parts)
    running.start()
    notice.ready()
    while not stop.wait(feed_seconds):
        stuck = running.stuck()
        if not stuck:
            notice.alive()
        notice.status(_status_line(parts, stuck))
    notice.stopping()
    link.hurry()
    # A slow slip is still printed, and the watchdog goes on meanwhile.
    for name in running.stop(tick=notice.alive):
        log.warning("part %s did not end in time", name)
    link.close()


def _status_line(parts: Sequence[Part], stuck: Sequence[str]) -> str:
    if stuck:
        return f"stuck: {', '.join(stuck)}"
    if any(isinstance(part, News) and part.is_refused for part in parts):
        return f"the server {KEY_REFUSED}"
    devices = [device for part in parts if isinstance(part, Health) for device in part.devices()]
    ill = (device for device in devices if device.state in (DeviceState.FAULT, DeviceState.WARNING))
    words = (f"{device.name}: {device.state} ({device.fault})" for device in ill)
    return "; ".join(words) or f"{len(devices)} devices, nothing wrong"


def stop_on_signals() -> threading.Event:
    """Set by SIGTERM or Ctrl-C; call it in the main thread."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def version() -> str:
    """Of the installed distribution, as reported to the server."""
    try:
        return metadata.version("cherha")
    except metadata.PackageNotFoundError:
        return "unpackaged"


def _buttons(settings: BoxSettings, link: Link, note: Callable[[DeviceReport], None]) -> Buttons | None:
    """Also for displays at windows alone: they live by the same news."""
    if not settings.buttons and not settings.window_displays:
        return None
    return Buttons(settings.buttons, link=link, displays=settings.window_displays, note=note)


def _nudging(printing: PrintJobs | None, buttons: Buttons | None, listener: Listener) -> Callable[[Published], None]:
    def heard(published: Published) -> None:
        if isinstance(published.snapshot, BoxSnapshot) and published.snapshot.jobs_waiting and printing is not None:
            printing.wake()
        if buttons is not None:
            buttons.snapshot(published)
        listener.snapshot(published)

    return heard


def _waking(
    health: Health, printing: PrintJobs | None, buttons: Buttons | None, listener: Listener
) -> Callable[[bool], None]:
    def changed(is_up: bool) -> None:  # noqa: FBT001  as the port says
        health.link(is_up=is_up)
        if is_up and printing is not None:
            printing.wake()
        if buttons is not None:
            buttons.link(is_up=is_up)
        listener.link(is_up)

    return changed
