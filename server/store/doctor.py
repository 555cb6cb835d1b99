"""Facts about the database for ``cherha doctor``; looks only, mends nothing, and creates no file."""

from collections.abc import Iterator
from pathlib import Path

from server.contract.terms import HallId
from server.store import files
from server.store.driver import Connection, Driver
from server.store.errors import CannotOpen
from server.store.findings import Finding, Say, fault, well
from server.store.halls import every_hall
from server.store.journal import verify
from server.store.opening import driver_of
from server.store.schema import head, known_revisions
from server.store.sqlite import MEMORY, SqliteDriver
from server.store.statements import Sql

_REPORT = Say(
    "Збережіть копію бази, нічого в ній не змінюйте й покличте розробників; відновлення — з резервної копії.",
    "Keep a copy of the database, change nothing in it and call the developers; restore from a backup.",
)
_CHECK_DISK = Say(
    "Перевірте, чи під’єднано диск, чи є теки та права на них.",
    "Check that the disk is there, the folders exist and the server may use them.",
)
_CHECK_SERVER = Say(
    "Перевірте адресу бази в налаштуваннях і стан сервера: systemctl status postgresql",
    "Check the database's address in the settings, and the server: systemctl status postgresql",
)
_LOCAL_DISK = Say(
    "База мусить лежати на звичайному локальному диску, не на мережевому.",
    "The database must lie on an ordinary local disk, not on a network one.",
)
_OWN_SETTINGS = Say(
    "Виправте postgresql.conf і перезапустіть PostgreSQL: інакше знеструмлення забере вже видані талони.",
    "Mend postgresql.conf and restart PostgreSQL: else a power cut takes tickets that were given already.",
)
_SIGNS_OF_DAMAGE = ("not a database", "malformed")
"""Of SQLite's messages; it has no other way to tell damage from absence in every call."""
_WANTED = {
    "sqlite": {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"},
    "postgresql": {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"},
}
_TRIGGERS = {
    "sqlite": frozenset({"journal_never_changed", "journal_never_shortened", "journal_goes_on"}),
    "postgresql": frozenset({"journal_never_changed", "journal_goes_on"}),
}
_LIST_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    # Those that are switched off do not count.
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = 'journal'::regclass AND tgenabled IN ('O', 'A')",
}
_DAMAGE_ON_POSTGRESQL = """
    SELECT checksum_failures || ' × checksum' FROM pg_stat_database
    WHERE datname = current_database() AND checksum_failures > 0
    UNION ALL SELECT indexrelid::regclass || ' × index' FROM pg_index WHERE NOT indisvalid
"""


def examine(url: str) -> tuple[Finding, ...]:
    """Everything that can be said of the database at ``url``, in the order in which one would mend it."""
    try:
        return tuple(_examined(driver_of(url)))
    except CannotOpen as error:
        return (_unreachable(error.place, error),)


def _examined(driver: Driver) -> Iterator[Finding]:
    path = Path(driver.place) if isinstance(driver, SqliteDriver) and driver.path != MEMORY else None
    if path is not None and not path.exists():
        yield fault(
            "reachable",
            driver.place,
            Say("Файла бази немає.", "There is no database file."),
            Say(
                "Запустіть «cherha db migrate» або перевірте адресу бази.",
                "Run “cherha db migrate”, or check the address.",
            ),
        )
        return
    connection = driver.connect(is_reading=False)
    try:
        yield from _of_connection(connection, driver)
    except driver.failures as error:
        yield _unreachable(driver.place, error)
    finally:
        connection.close()
    if path is not None:
        yield from files.examine(path)


def _of_connection(connection: Connection, driver: Driver) -> Iterator[Finding]:
    sql = Sql(connection, driver, is_reading=True)
    yield from _whole(connection, driver)
    yield from _settings(sql, driver)
    revision = _revision(connection, driver)
    yield _schema(revision, driver)
    if revision == head():
        yield _triggers(connection, driver)
        for hall in every_hall(sql):
            yield _journal(sql, hall.id)


def _whole(connection: Connection, driver: Driver) -> Iterator[Finding]:
    detail = "; ".join(_damage(connection, driver))
    if not detail:
        yield well("whole", driver.place, uk="База ціла.", en="The database is whole.")
        return
    what = "Файл бази" if driver.dialect == "sqlite" else "Базу"
    said = Say(f"{what} пошкоджено: {detail}.", f"The database is damaged: {detail}.")
    yield fault("whole", driver.place, said, _REPORT)


def _damage(connection: Connection, driver: Driver) -> list[str]:
    if driver.dialect == "postgresql":
        return [str(row[0]) for row in connection.execute(_DAMAGE_ON_POSTGRESQL).fetchall()]
    said = [str(row[0]) for row in connection.execute("PRAGMA quick_check(10)").fetchall()]
    if said != ["ok"]:
        return said
    strays = connection.execute("PRAGMA foreign_key_check").fetchall()
    return [f"{len(strays)} × foreign key"] if strays else []


def _settings(sql: Sql, driver: Driver) -> Iterator[Finding]:
    for name, value in sql.settings().items():
        wanted = _WANTED[driver.dialect].get(name, value)
        if value != wanted:
            yield fault(
                "settings",
                name,
                Say(f"{name} = {value}, а має бути {wanted}.", f"{name} is {value} but must be {wanted}."),
                _LOCAL_DISK if driver.dialect == "sqlite" else _OWN_SETTINGS,
            )
            return
    yield well(
        "settings", driver.place, uk="Записане одразу лягає на диск.", en="What is written is on the disk at once."
    )


def _revision(connection: Connection, driver: Driver) -> str | None:
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except driver.failures:
        return None
    return None if row is None else str(row[0])


def _schema(revision: str | None, driver: Driver) -> Finding:
    if revision == head():
        return well("schema", driver.place, uk=f"Схема бази: {revision}.", en=f"The schema is {revision}.")
    if revision is None or revision in known_revisions():
        return fault(
            "schema",
            driver.place,
            Say(f"Схема бази застаріла: {revision or 'порожня'}.", f"The schema is old: {revision or 'empty'}."),
            Say("Запустіть «cherha db migrate».", "Run “cherha db migrate”."),
        )
    return fault(
        "schema",
        driver.place,
        Say(f"Базу записала новіша версія Черги: {revision}.", f"A later version of Cherha wrote it: {revision}."),
        Say("Встановіть новішу версію або поверніть резервну копію.", "Install the later version or restore a backup."),
    )


def _triggers(connection: Connection, driver: Driver) -> Finding:
    rows = connection.execute(_LIST_TRIGGERS[driver.dialect]).fetchall()
    missing = sorted(_TRIGGERS[driver.dialect] - {str(row[0]) for row in rows})
    if not missing:
        return well(
            "guards", driver.place, uk="Журнал захищено від змін.", en="The journal is guarded against changes."
        )
    return fault(
        "guards",
        ", ".join(missing),
        Say("Хтось зняв захист журналу від змін.", "Somebody has removed the journal's guards against changes."),
        _REPORT,
    )


def _journal(sql: Sql, hall_id: HallId) -> Finding:
    check = verify(sql, hall_id)
    if check.first_broken is None:
        return well(
            "journal",
            hall_id,
            uk=f"Журнал цілий: {check.entries} записів.",
            en=f"The journal is whole: {check.entries} lines.",
        )
    return fault(
        "journal",
        hall_id,
        Say(
            f"Журнал змінено в обхід програми: перший такий запис — {check.first_broken}.",
            f"The journal was changed behind the program's back, from line {check.first_broken} on.",
        ),
        _REPORT,
    )


def _unreachable(which: str, error: Exception) -> Finding:
    if any(sign in str(error) for sign in _SIGNS_OF_DAMAGE):
        return fault(
            "whole", which, Say(f"Файл бази пошкоджено: {error}", f"The database is damaged: {error}"), _REPORT
        )
    said = error if isinstance(error, CannotOpen) else CannotOpen(which, str(error))
    return fault(
        "reachable",
        which,
        Say(said.uk, said.en),
        _CHECK_SERVER if which.startswith("postgresql") else _CHECK_DISK,
    )
