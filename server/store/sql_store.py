"""The store of a server: one writer, a few readers, and callers who wait."""

import logging
from collections.abc import Callable
from typing import TypeVar

from server.contract.terms import HallId, ProblemCode
from server.domain.errors import Refusal
from server.store.driver import Driver
from server.store.errors import WritingForbidden
from server.store.house import HouseRecords, SessionRecords
from server.store.journal import JournalCheck, verify
from server.store.reader import Reader
from server.store.records import records_of
from server.store.schema import migrate_driver
from server.store.statements import Sql
from server.store.transaction import BATCH_SECONDS, Writer
from server.store.waiting import Waiter
from server.usecases.ports import House, Records, Sessions

T = TypeVar("T")

_log = logging.getLogger(__name__)


class SqlStore:
    """The port ``Store``; may be called from every thread and greenlet."""

    def __init__(
        self,
        driver: Driver,
        waiter: Waiter,
        *,
        lock_seconds: float,
        readers: int,
        batch_seconds: float = BATCH_SECONDS,
    ) -> None:
        self._driver = driver
        self._waiter = waiter
        self._writer = Writer(driver, lock_seconds=lock_seconds, batch_seconds=batch_seconds)
        self._reader = Reader(driver, threads=readers)
        self._is_saving = True

    def migrate(self) -> None:
        """Brings the schema up to date; raises ``NewerSchema`` when a later version has written it."""
        migrate_driver(self._driver)

    def write(self, hall_id: HallId, work: Callable[[Records], T]) -> T:
        """See ``Store.write``; ``work`` runs on the writer's thread: nothing that gevent patched belongs in it."""
        return self._write(lambda sql: work(records_of(sql, hall_id)), hall_id)

    def read(self, hall_id: HallId, work: Callable[[Records], T]) -> T:
        """See ``Store.read``; ``work`` runs on a reader's thread."""
        return self._reader.submit(lambda sql: work(records_of(sql, hall_id)), self._waiter)

    def read_house(self, work: Callable[[House], T]) -> T:
        """See ``Store.read_house``."""
        return self._reader.submit(lambda sql: work(HouseRecords(sql)), self._waiter)

    def sessions(self, work: Callable[[Sessions], T]) -> T:
        """See ``Store.sessions``; every request finds its session, so that is tried without the writer first."""
        try:
            return self._reader.submit(lambda sql: work(SessionRecords(sql)), self._waiter)
        except WritingForbidden:
            return self._write(lambda sql: work(SessionRecords(sql)), None)

    def verify_journal(self, hall_id: HallId) -> JournalCheck:
        """Reads a hall's whole journal; seconds of work for a year's, so not in a serving process."""
        return self._reader.submit(lambda sql: verify(sql, hall_id), self._waiter)

    @property
    def place(self) -> str:
        """The database as a person would name it, without a password."""
        return self._driver.place

    @property
    def waiting(self) -> int:
        """How many works wait for the writer; more than a few for more than a moment is worth a look."""
        return self._writer.waiting

    def settings(self) -> dict[str, str]:
        """How the living writer's connection treats what is committed; ``synchronous`` 2 is FULL."""
        return self._writer.submit(Sql.settings, self._waiter, hall_id=None)

    def close(self) -> None:
        """Finishes what was asked and lets go of the database."""
        self._writer.close()
        self._reader.close()

    def _write(self, work: Callable[[Sql], T], hall_id: HallId | None) -> T:
        try:
            answer = self._writer.submit(work, self._waiter, hall_id=hall_id)
        except Refusal as refusal:
            self._note(refusal)
            raise
        self._note(None)
        return answer

    def _note(self, refusal: Refusal | None) -> None:
        """Logs once when saving fails and once when it works again; here, since the writer's thread may not log."""
        is_saving = refusal is None or refusal.code is not ProblemCode.NOT_SAVED
        if is_saving == self._is_saving:
            return
        self._is_saving = is_saving
        if refusal is None or is_saving:
            _log.warning("saving to %s works again", self._driver.place)
        else:
            _log.error("cannot save to %s: %s; is the disk full or away?", self._driver.place, refusal.__cause__)
