"""Answers that were given, so that a repeat gets the same one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from server.contract.terms import HallId, RequestId
from server.store import tables
from server.store.columns import micros_of, wall_of
from server.store.statements import Sql, Statement, adding, keyed
from server.usecases.kept import StoredAnswer

_answer = tables.answer
_FIND = Statement(select(_answer).where(keyed(_answer, "hall_id", "request_id")))
_KEEP = adding(_answer)
_FORGET = Statement(delete(_answer).where(keyed(_answer, "hall_id"), _answer.c.given_us < bindparam("before")))


@dataclass(frozen=True, slots=True)
class AnswerRecords:
    """The port ``Answers``."""

    sql: Sql
    hall_id: HallId

    def find(self, request_id: RequestId) -> StoredAnswer | None:
        row = self.sql.row(_FIND, {"hall_id": self.hall_id, "request_id": request_id})
        if row is None:
            return None
        return StoredAnswer(actor=row[2], body_digest=row[3], answer=row[4], given_at=wall_of(row[5]))

    def keep(self, request_id: RequestId, answer: StoredAnswer) -> None:
        columns = {
            "hall_id": self.hall_id,
            "request_id": request_id,
            "actor": answer.actor,
            "body_digest": answer.body_digest,
            "answer": answer.answer,
            "given_us": micros_of(answer.given_at),
        }
        self.sql.run(_KEEP, columns)

    def forget(self, before: datetime) -> int:
        return self.sql.run(_FORGET, {"hall_id": self.hall_id, "before": micros_of(before)})
