"""What the page is told: the lease also without the server, the link, the hall, and each ticket's paper."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from kiosk.app import page_version
from kiosk.beat import Beat
from kiosk.bulletin import Bulletin
from kiosk.news_of_box import NewsOfBox
from server.contract.box_commands import DeviceReport
from server.contract.messages import BoxSnapshot, Published, Revision, TicketPaper
from server.contract.terms import DeviceState, PaperState, PrintFault, TicketId
from tests.kiosk import sample
from tests.kiosk.conftest import RunningKiosk
from tests.kiosk.running import DEADLINE_SECONDS, PaperHall, wait_until


def test_the_stream_opens_with_all_that_stands(kiosk: RunningKiosk) -> None:
    with kiosk.page.listening() as stream:
        stream.wait_for("link", {"is_up": True})
        stream.wait_for("lease", {"version": 1})
        stream.wait_for("page", {"version": page_version()})
        wait_until(lambda: stream.latest("kiosk") is not None, "the hall's snapshot")

    assert stream.mimetype == "text/event-stream"
    assert stream.latest("kiosk")["services"][0]["service_id"] == "service-0-0"


def test_a_new_catalogue_is_fetched_and_announced(hall: PaperHall, kiosk: RunningKiosk) -> None:
    with kiosk.page.listening() as stream:
        stream.wait_for("lease", {"version": 1})
        hall.steer("lease/2")
        stream.wait_for("lease", {"version": 2})

    assert kiosk.page.get("/v1/lease").json()["version"] == 2


def test_the_page_comes_up_without_the_server(hall: PaperHall, kiosk: RunningKiosk, tmp_path: Path) -> None:
    with kiosk.page.listening() as stream:
        stream.wait_for("lease", {"version": 1})
    hall.process.kill()

    alone = RunningKiosk(hall.url, tmp_path)
    with alone.page.listening() as stream:
        stream.wait_for("link", {"is_up": False})
        stream.wait_for("lease", {"version": 1})
    lease = alone.page.get("/v1/lease")

    assert alone.stop() == ()
    assert len(lease.json()["spheres"]) == 8


def test_without_a_lease_the_page_is_told_that_the_server_is_away(tmp_path: Path) -> None:
    alone = RunningKiosk("http://127.0.0.1:9", tmp_path)

    reply = alone.page.get("/v1/lease")

    assert alone.stop() == ()
    assert (reply.status_code, reply.json()["code"]) == (503, "server-away")


def test_reserved_numbers_and_their_secrets_stay_in_the_box(kiosk: RunningKiosk, tmp_path: Path) -> None:
    wait_until(lambda: kiosk.page.get("/v1/lease").status_code == 200, "the lease")

    assert kiosk.page.get("/v1/lease").json()["reserved"] == []


def test_papers_and_a_lost_link_are_told(hall: PaperHall, kiosk: RunningKiosk) -> None:
    with kiosk.page.listening() as stream:
        stream.wait_for("link", {"is_up": True})
        hall.steer("papers", [["ticket-42", "failed", "paper-out"]])
        stream.wait_for("papers", [{"ticket_id": "ticket-42", "paper": "failed", "fault": "paper-out"}])
        hall.process.kill()
        stream.wait_for("link", {"is_up": False})


def test_a_silent_stream_still_ticks(kiosk: RunningKiosk) -> None:
    with kiosk.page.listening() as stream:
        wait_until(lambda: "tick" in stream.heard, "a tick")


def test_an_open_stream_does_not_keep_the_kiosk_from_ending(hall: PaperHall, tmp_path: Path) -> None:
    running = RunningKiosk(hall.url, tmp_path)
    with running.page.listening() as stream:
        stream.wait_for("link", {"is_up": True})

        left = running.stop()

        assert stream.has_ended.wait(DEADLINE_SECONDS)
    assert left == ()


def paper(state: PaperState, ticket: str = "t-1", fault: PrintFault = PrintFault.NONE) -> TicketPaper:
    return TicketPaper(ticket_id=TicketId(ticket), paper=state, fault=fault)


def published(*papers: TicketPaper) -> Published:
    snapshot = BoxSnapshot(jobs_waiting=0, papers=papers)
    return Published(hall_id=sample.HALL, topic="t", revision=Revision(1, 0), snapshot=snapshot)


def told(bulletin: Bulletin, kind: str) -> list[str]:
    events = bulletin.events(silence_seconds=0)
    return [event for _ in range(4) if (event := next(events)).startswith(f"event: {kind}\n")]


def test_our_own_printers_word_is_not_overruled_by_older_news() -> None:
    bulletin = Bulletin()
    news = NewsOfBox(bulletin, on_lease_version=lambda _: None)

    news.paper(paper(PaperState.PRINTED))
    news.snapshot(published(paper(PaperState.PRINTING), paper(PaperState.WAITING, "t-2")))

    assert '"t-1", "paper": "printed"' in told(bulletin, "papers")[0]
    assert '"t-2", "paper": "waiting"' in told(bulletin, "papers")[0]


def test_the_servers_word_on_a_lease_that_ended_is_taken() -> None:
    bulletin = Bulletin()
    news = NewsOfBox(bulletin, on_lease_version=lambda _: None)

    news.paper(paper(PaperState.PRINTING))
    news.snapshot(published(paper(PaperState.UNKNOWN, fault=PrintFault.LEASE_ENDED)))

    assert '"t-1", "paper": "unknown"' in told(bulletin, "papers")[0]


def test_only_printers_are_the_pages_business_of_the_devices() -> None:
    bulletin = Bulletin()
    news = NewsOfBox(bulletin, on_lease_version=lambda _: None)

    news.device(DeviceReport(name="page", state=DeviceState.FAULT))
    news.device(DeviceReport(name="printer", state=DeviceState.FAULT, fault=PrintFault.PAPER_OUT))

    assert told(bulletin, "printer") == ['event: printer\ndata: {"state": "fault", "fault": "paper-out"}\n\n']


@pytest.mark.parametrize(
    ("main", "spare", "said"),
    [
        (PrintFault.NONE, PrintFault.PAPER_OUT, ("ready", "none")),
        (PrintFault.PAPER_OUT, PrintFault.NONE, ("ready", "none")),
        (PrintFault.PAPER_OUT, PrintFault.COVER_OPEN, ("fault", "paper-out")),
    ],
)
def test_while_one_of_two_printers_prints_the_citizen_hears_of_no_fault(
    main: PrintFault, spare: PrintFault, said: tuple[str, str]
) -> None:
    bulletin = Bulletin()
    news = NewsOfBox(bulletin, on_lease_version=lambda _: None)

    for name, fault in (("spare", spare), ("printer", main)):
        state = DeviceState.READY if fault is PrintFault.NONE else DeviceState.FAULT
        news.device(DeviceReport(name=name, state=state, fault=fault))

    assert told(bulletin, "printer") == [f'event: printer\ndata: {{"state": "{said[0]}", "fault": "{said[1]}"}}\n\n']


def test_a_page_that_nobody_has_to_show_is_no_fault() -> None:
    """A kiosk without ``[screen]``: a tab of somebody's own browser."""
    now, noted, stop = [0.0], list[DeviceReport](), threading.Event()
    beat = Beat(noted.append, is_kept=False, clock=lambda: now[0])
    rounds = iter(("before", "open", "closed"))

    def tick() -> None:
        match next(rounds):
            case "open":
                beat.beat()
            case "closed":
                now[0] = 21
                stop.set()
        beat.wake()

    beat.run(stop, tick)

    assert [report.state for report in noted] == [DeviceState.READY, DeviceState.WARNING]


def test_the_pulse_of_the_page() -> None:
    now = [0.0]
    beat = Beat(lambda _: None, clock=lambda: now[0])

    before = beat.report().state
    beat.beat()
    now[0] = 19
    alive = beat.report().state
    now[0] = 21
    dead = beat.report().state

    assert (before, alive, dead) == (DeviceState.UNKNOWN, DeviceState.READY, DeviceState.FAULT)
