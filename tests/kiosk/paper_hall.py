"""A hall on paper: speaks the contract from memory over the server's own realtime driver, without rules or database.

For what the real server cannot be brought to do on demand: refuse, fall silent, hand a slip out twice. Run as a script;
the first line of output is the port. ``/steer/…`` is the test's hand.
"""

# ruff: noqa: E402  gevent must patch before anything else is imported
from gevent import monkey

monkey.patch_all()

import signal
import sys
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import flask
import gevent
import gevent.event
from flask_socketio import SocketIO
from socketio.exceptions import ConnectionRefusedError as SocketRefused

from server.contract.answers import Answer, Done, NoPrintJob, PrintJobClaimed, TicketGiven
from server.contract.catalogue import BoxEnrolled
from server.contract.messages import BoxSnapshot, Published, Revision, Snapshot, TicketPaper
from server.contract.problems import problem
from server.contract.slip import Slip, WaitRange
from server.contract.terms import (
    BoxKind,
    Language,
    PaperState,
    PhoneSecret,
    PrintFault,
    PrintJobId,
    PriorityClass,
    ProblemCode,
    ServiceId,
    TicketId,
)
from server.realtime.listener import Listener
from server.realtime.outbox import Limits
from server.realtime.websocket import SOCKETIO_OPTIONS, install
from tests.kiosk import sample
from tests.kiosk.paper_hall_names import BOX, BOX_TOPIC, KEY, KIOSK_TOPIC


class Hall:
    """Its whole memory."""

    def __init__(self) -> None:
        self.lease = sample.lease()
        self.snapshots: dict[str, Snapshot] = {
            KIOSK_TOPIC: sample.snapshot(self.lease),
            BOX_TOPIC: BoxSnapshot(jobs_waiting=0, papers=()),
        }
        self.revision = 0
        self.heard: list[dict[str, Any]] = []
        self.refusals: dict[str, list[str]] = {}
        self.slips: list[PrintJobClaimed] = []
        self.given: dict[str, TicketGiven] = {}
        self.is_printing = True
        self.may_answer = gevent.event.Event()
        self.may_answer.set()

    def published(self, topic: str) -> Any:
        revision = Revision(self.revision, 0)
        return sample.as_json(
            Published(hall_id=sample.HALL, topic=topic, revision=revision, snapshot=self.snapshots[topic])
        )

    def answer(self, name: str, body: dict[str, Any]) -> Answer:
        match name:
            case "take-ticket":
                if body["request_id"] not in self.given:
                    self.given[body["request_id"]] = self._take(body)
                return self.given[body["request_id"]]
            case "claim-print-job":
                return self.slips.pop(0) if self.slips else NoPrintJob()
            case _:
                return Done()

    def _take(self, body: dict[str, Any]) -> TicketGiven:
        number = len(self.given) + 42
        ticket = TicketGiven(
            ticket_id=TicketId(f"ticket-{number}"),
            label=f"А\u00a0{number:03}",
            service_id=ServiceId(body["service_id"]),
            people_before=7,
            wait=WaitRange(15, 25),
            phone_secret=PhoneSecret("secret"),
            phone_url="http://127.0.0.1:8080/t/fE3kq9ZtQ2m1xVb7Lw0aRg",
            paper=PaperState.WAITING if self.is_printing else PaperState.NONE,
            taken_at=datetime.now(UTC),
            priority=PriorityClass(body.get("priority", PriorityClass.ORDINARY)),
            further=tuple(ServiceId(each) for each in body.get("further", ())),
            is_any_order=body.get("is_any_order", False),
        )
        if self.is_printing:
            self.slips.append(slip_of(ticket))
        return ticket


def slip_of(ticket: TicketGiven) -> PrintJobClaimed:
    return PrintJobClaimed(
        job_id=PrintJobId(f"job-{ticket.ticket_id}"),
        ticket_id=ticket.ticket_id,
        lease_until=datetime.now(UTC) + timedelta(minutes=1),
        slip=Slip(
            hall_name="Прозорий офіс",
            label=ticket.label,
            service_name="Паспорт",
            purpose_name="Подати документи",
            taken_at=ticket.taken_at,
            people_before=ticket.people_before,
            wait=ticket.wait,
            phone_url=ticket.phone_url,
            language=Language.UKRAINIAN,
            is_copy=False,
            texts={key: key for key in SLIP_KEYS},
        ),
    )


SLIP_KEYS = [
    "your_number",
    "service",
    "purpose",
    "before_you",
    "wait",
    "minutes",
    "unknown_wait",
    "follow",
    "valid_today",
    "copy",
]


def build() -> Listener:
    app = flask.Flask("paper-hall")
    socketio = SocketIO(app, **{**SOCKETIO_OPTIONS, "ping_interval": 1, "ping_timeout": 2})
    install(socketio, Limits())
    hall = Hall()
    _speak(app, socketio, hall)
    _steer_answers(app, hall)
    _steer_slips(app, hall)
    _steer_news(app, socketio, hall)
    listener = Listener(app, "127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    gevent.signal_handler(signal.SIGTERM, listener.stop)
    return listener


def _speak(app: flask.Flask, socketio: SocketIO, hall: Hall) -> None:
    @socketio.on("connect")
    def connect(auth: Any = None) -> None:
        if auth != {"device_key": KEY}:
            said = problem(ProblemCode.UNKNOWN_DEVICE_KEY)
            raise SocketRefused(said.code, {"problem": sample.as_json(said)})

    @socketio.on("join")
    def join(data: Any) -> Any:
        if data["topic"] not in hall.snapshots:
            return {"problem": sample.as_json(problem(ProblemCode.FOREIGN_TOPIC))}
        return hall.published(data["topic"])

    @app.post("/v1/boxes/enrol")
    def enrol() -> Any:
        if flask.request.get_json() != {"code": "good-code"}:
            return _refuse(ProblemCode.UNKNOWN_CODE)
        return sample.as_json(BoxEnrolled(box_id=BOX, device_key=KEY, kind=BoxKind.KIOSK, hall_id=sample.HALL))

    @app.get("/v1/kiosk/lease")
    def lease() -> Any:
        return _refuse(ProblemCode.UNKNOWN_DEVICE_KEY) if _is_stranger() else sample.as_json(hall.lease)

    @app.post("/v1/commands/<name>")
    def command(name: str) -> Any:
        body = flask.request.get_json()
        hall.heard.append({"name": name, **body})
        if _is_stranger():
            return _refuse(ProblemCode.UNKNOWN_DEVICE_KEY)
        if hall.refusals.get(name):
            return _refuse(ProblemCode(hall.refusals[name].pop(0)))
        answer = hall.answer(name, body)
        hall.may_answer.wait()
        return sample.as_json(answer, Answer)


def _steer_answers(app: flask.Flask, hall: Hall) -> None:
    @app.get("/steer/heard")
    def heard() -> Any:
        return hall.heard

    @app.post("/steer/refuse/<name>")
    def refuse(name: str) -> Any:
        """The next answers to this command are these problem codes."""
        hall.refusals[name] = flask.request.get_json()
        return {}

    @app.post("/steer/silence")
    def silence() -> Any:
        """Commands are carried out but not answered, until told otherwise."""
        if flask.request.get_json():
            hall.may_answer.clear()
        else:
            hall.may_answer.set()
        return {}


def _steer_slips(app: flask.Flask, hall: Hall) -> None:
    @app.post("/steer/slip")
    def slip() -> Any:
        """One more slip is waiting for the box."""
        hall.answer("take-ticket", {"request_id": str(uuid.uuid4()), "service_id": "service-0-0"})
        return {}

    @app.post("/steer/same-slip")
    def same_slip() -> Any:
        """The last slip is handed out once more, as no real server would."""
        hall.slips.append(slip_of(list(hall.given.values())[-1]))
        return {}

    @app.post("/steer/printer")
    def printer() -> Any:
        hall.is_printing = flask.request.get_json()
        return {}


def _steer_news(app: flask.Flask, socketio: SocketIO, hall: Hall) -> None:
    def tell(topic: str, snapshot: Snapshot) -> None:
        hall.revision += 1
        hall.snapshots[topic] = snapshot
        socketio.emit("snapshot", hall.published(topic))

    @app.post("/steer/papers")
    def papers() -> Any:
        """[[ticket id, paper, fault], …] for the box."""
        tell(BOX_TOPIC, BoxSnapshot(jobs_waiting=0, papers=tuple(_paper(*row) for row in flask.request.get_json())))
        return {}

    @app.post("/steer/nudge")
    def nudge() -> Any:
        tell(BOX_TOPIC, BoxSnapshot(jobs_waiting=len(hall.slips), papers=()))
        return {}

    @app.post("/steer/lease/<int:version>")
    def new_lease(version: int) -> Any:
        hall.lease = sample.lease(version)
        tell(KIOSK_TOPIC, sample.snapshot(hall.lease))
        return {}

    @app.post("/steer/old-news")
    def old_news() -> Any:
        """A snapshot of a revision that everybody had long ago."""
        message = hall.published(KIOSK_TOPIC)
        message["revision"] = {"sequence": -1, "refresh": 0}
        message["snapshot"]["lease_version"] = 999
        socketio.emit("snapshot", message)
        return {}


def _paper(ticket_id: str, paper: str, fault: str) -> TicketPaper:
    return TicketPaper(ticket_id=TicketId(ticket_id), paper=PaperState(paper), fault=PrintFault(fault))


def _is_stranger() -> bool:
    return flask.request.headers.get("Authorization") != f"Box {KEY}"


def _refuse(code: ProblemCode) -> Any:
    refusal = problem(code, hours="08:00–17:00")
    return flask.Response(
        flask.json.dumps(sample.as_json(refusal)), refusal.status, mimetype="application/problem+json"
    )


if __name__ == "__main__":
    serving = build()
    print(serving.port, flush=True)
    serving.serve_forever()
