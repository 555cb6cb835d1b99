"""The store without threads: for tests in memory, with the very same tables and statements."""

from collections.abc import Callable
from typing import TypeVar

from server.contract.terms import HallId, ProblemCode
from server.domain.errors import Refusal
from server.store.driver import Driver
from server.store.errors import StoreClosed
from server.store.house import HouseRecords, SessionRecords
from server.store.journal import JournalCheck, verify
from server.store.records import records_of
from server.store.schema import migrate_connection
from server.store.statements import Sql
from server.usecases.ports import House, Records, Sessions

T = TypeVar("T")


class InlineStore:
    """The port ``Store`` on one connection, for the thread that opened it alone."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._connection = driver.connect(is_reading=False)
        self._writing = Sql(self._connection, driver, is_reading=False)
        self._reading = Sql(self._connection, driver, is_reading=True)

    @property
    def place(self) -> str:
        """See ``SqlStore.place``."""
        return self._driver.place

    def migrate(self) -> None:
        """Brings the schema up to date."""
        migrate_connection(self._connection, self._driver)

    def write(self, hall_id: HallId, work: Callable[[Records], T]) -> T:
        """See ``Store.write``."""
        return self._write(lambda sql: work(records_of(sql, hall_id)), hall_id)

    def read(self, hall_id: HallId, work: Callable[[Records], T]) -> T:
        """See ``Store.read``."""
        return self._read(lambda sql: work(records_of(sql, hall_id)))

    def read_house(self, work: Callable[[House], T]) -> T:
        """See ``Store.read_house``."""
        return self._read(lambda sql: work(HouseRecords(sql)))

    def sessions(self, work: Callable[[Sessions], T]) -> T:
        """See ``Store.sessions``."""
        return self._write(lambda sql: work(SessionRecords(sql)), None)

    def verify_journal(self, hall_id: HallId) -> JournalCheck:
        """Reads a hall's whole journal."""
        return self._read(lambda sql: verify(sql, hall_id))

    def close(self) -> None:
        """Lets go of the database; one in memory is gone."""
        self._connection.close()

    def _write(self, work: Callable[[Sql], T], hall_id: HallId | None) -> T:
        self._refuse_nesting()
        if not self._driver.try_begin(self._connection, hall_id):
            raise Refusal(ProblemCode.BUSY)
        try:
            answer = work(self._writing)
        except BaseException:
            self._roll_back()
            raise
        try:
            self._connection.execute("COMMIT")
        except self._driver.failures as error:
            self._roll_back()
            raise Refusal(ProblemCode.NOT_SAVED) from error
        return answer

    def _read(self, work: Callable[[Sql], T]) -> T:
        self._refuse_nesting()
        self._driver.begin_reading(self._connection)
        try:
            return work(self._reading)
        finally:
            self._roll_back()

    def _refuse_nesting(self) -> None:
        if self._driver.is_open(self._connection):
            raise StoreClosed("work within work")

    def _roll_back(self) -> None:
        if self._driver.is_open(self._connection):
            self._connection.execute("ROLLBACK")
