"""Everything of one hall on one connection."""

from types import ModuleType

from server.contract.terms import HallId
from server.store import (
    answers,
    boxes,
    catalogue,
    halls,
    house,
    intervals,
    journal,
    lines,
    panels,
    people,
    print_jobs,
    rolls,
    service_days,
    tickets,
    windows,
)
from server.store.statements import Sql, Statement
from server.usecases.ports import Records

_MODULES: tuple[ModuleType, ...] = (
    answers,
    boxes,
    catalogue,
    halls,
    house,
    intervals,
    journal,
    lines,
    panels,
    people,
    print_jobs,
    rolls,
    service_days,
    tickets,
    windows,
)


def records_of(sql: Sql, hall_id: HallId) -> Records:
    """The ports of one hall; a connection that writes makes them once for many commands."""
    return sql.kept((Records, hall_id), lambda: _records_of(sql, hall_id))


def _records_of(sql: Sql, hall_id: HallId) -> Records:
    return Records(
        hall_id=hall_id,
        tickets=tickets.TicketRecords(sql, hall_id),
        lines=lines.LineRecords(sql, hall_id),
        intervals=intervals.IntervalRecords(sql, hall_id),
        service_days=service_days.ServiceDayRecords(sql, hall_id),
        catalogue=catalogue.CatalogueRecords(sql, hall_id),
        windows=windows.WindowRecords(sql, hall_id),
        people=people.PersonRecords(sql, hall_id),
        boxes=boxes.BoxRecords(sql, hall_id),
        panels=panels.PanelRecords(sql, hall_id),
        print_jobs=print_jobs.PrintJobRecords(sql, hall_id),
        rolls=rolls.RollRecords(sql, hall_id),
        halls=halls.HallRecords(sql, hall_id),
        journal=journal.JournalRecords(sql, hall_id),
        answers=answers.AnswerRecords(sql, hall_id),
    )


def compile_all(dialect: str) -> None:
    """Compiles every statement now: SQLAlchemy's compiler shall not run on the writer's thread."""
    for module in _MODULES:
        for value in vars(module).values():
            if isinstance(value, Statement):
                value.text(dialect)
