"""What is above the halls: finding one's way in, and who is signed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from server.contract.terms import HallId, PersonId, PhoneSecret
from server.domain.hall import Box, Hall, Person
from server.store import tables
from server.store.boxes import BY_CODE, BY_KEY, BY_NEXT_KEY, box_of
from server.store.columns import micros_of, wall_of
from server.store.halls import every_hall
from server.store.people import find_by_login
from server.store.statements import Sql, Statement, adding, changing, keyed
from server.usecases.kept import Session

_session = tables.session
_HALL_OF_SECRET = Statement(select(tables.ticket.c.hall_id).where(keyed(tables.ticket, "phone_secret")))
_OPEN = adding(_session)
_FIND = Statement(select(_session).where(keyed(_session, "secret_hash")))
_TOUCH = changing(_session, "seen_us")
_FORGET = Statement(delete(_session).where(_session.c.seen_us < bindparam("idle_since")))
_CLOSE = Statement(delete(_session).where(keyed(_session, "secret_hash")))
_CLOSE_ALL = Statement(delete(_session).where(keyed(_session, "person_id")))


@dataclass(frozen=True, slots=True)
class HouseRecords:
    """The port ``House``; an archived box or person does not get in."""

    sql: Sql

    def halls(self) -> Sequence[Hall]:
        return every_hall(self.sql)

    def hall_of_secret(self, secret: PhoneSecret) -> HallId | None:
        row = self.sql.row(_HALL_OF_SECRET, {"phone_secret": secret})
        return None if row is None else row[0]

    def box_by_key(self, key_hash: str) -> Box | None:
        row = self.sql.row(BY_KEY, {"key_hash": key_hash}) or self.sql.row(BY_NEXT_KEY, {"next_key_hash": key_hash})
        return None if row is None else box_of(row)

    def box_by_code(self, code_hash: str) -> Box | None:
        row = self.sql.row(BY_CODE, {"code_hash": code_hash})
        return None if row is None else box_of(row)

    def person_by_login(self, login: str) -> tuple[Person, dict[HallId, frozenset[str]]] | None:
        return find_by_login(self.sql, login)


@dataclass(frozen=True, slots=True)
class SessionRecords:
    """The port ``Sessions``."""

    sql: Sql

    def open(self, session: Session, *, idle_since: datetime) -> None:
        columns = {
            "secret_hash": session.secret_hash,
            "person_id": session.person_id,
            "hall_id": session.hall_id,
            "opened_us": micros_of(session.opened_at),
            "seen_us": micros_of(session.seen_at),
        }
        self.sql.run(_FORGET, {"idle_since": micros_of(idle_since)})
        self.sql.run(_OPEN, columns)

    def find(self, secret_hash: str) -> Session | None:
        row = self.sql.row(_FIND, {"secret_hash": secret_hash})
        if row is None:
            return None
        return Session(
            secret_hash=row[0], person_id=row[1], hall_id=row[2], opened_at=wall_of(row[3]), seen_at=wall_of(row[4])
        )

    def touch(self, secret_hash: str, seen_at: datetime) -> None:
        self.sql.run(_TOUCH, {"secret_hash": secret_hash, "seen_us": micros_of(seen_at)})

    def close(self, secret_hash: str) -> None:
        self.sql.run(_CLOSE, {"secret_hash": secret_hash})

    def close_all_of(self, person_id: PersonId) -> None:
        self.sql.run(_CLOSE_ALL, {"person_id": person_id})
