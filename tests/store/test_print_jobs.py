"""Slips and what became of them."""

from datetime import timedelta
from functools import partial

import pytest

from server.contract.terms import PrintFault, PrintOutcome
from server.domain.print_job import PrintJob
from server.domain.ticket import Ticket
from server.store.errors import PromiseBroken
from server.usecases.ports import Records, Store
from tests.store.sample import MORNING, NORTH, SOUTH, add, print_job, ticket


def add_jobs(store: Store, *tickets: Ticket) -> list[PrintJob]:
    add(store, *tickets)
    jobs = [print_job(each, sequence=number) for number, each in enumerate(tickets, start=1)]
    for job in jobs:
        store.write(NORTH, partial(_add_job, job=job))
    return jobs


def _add_job(records: Records, job: PrintJob) -> None:
    records.print_jobs.add(job)


def save_job(store: Store, job: PrintJob) -> None:
    store.write(NORTH, lambda records: records.print_jobs.save(job))


def test_a_job_comes_back_as_it_was_at_every_step(store: Store) -> None:
    (job,) = add_jobs(store, ticket())
    claimed = job.claimed(MORNING + timedelta(seconds=1), 40)
    failed = claimed.reported(PrintOutcome.FAILED, PrintFault.PAPER_OUT, now=MORNING)

    seen = []
    for step in (claimed, failed):
        save_job(store, step)
        seen.append(store.read(NORTH, lambda records: records.print_jobs.get(job.id)))

    assert seen == [claimed, failed]
    assert store.read(SOUTH, lambda records: records.print_jobs.get(job.id)) is None


def test_open_are_the_waiting_and_printing_ones_in_order(store: Store) -> None:
    first, second, third, fourth = add_jobs(store, *(ticket() for _ in range(4)))
    claimed = second.claimed(MORNING, 40)
    for step in (claimed, third.dropped(), fourth.claimed(MORNING, 40).lost()):
        save_job(store, step)

    assert store.read(NORTH, lambda records: list(records.print_jobs.open_jobs())) == [first, claimed]
    assert store.read(SOUTH, lambda records: list(records.print_jobs.open_jobs())) == []


def test_overdue_are_the_printing_ones_whose_lease_has_ended(store: Store) -> None:
    first, second, third, _ = add_jobs(store, *(ticket() for _ in range(4)))
    early, late = first.claimed(MORNING, 40), second.claimed(MORNING, 41)
    for step in (early, late, third.claimed(MORNING, 1).reported(PrintOutcome.PRINTED, PrintFault.NONE, now=MORNING)):
        save_job(store, step)

    now = MORNING + timedelta(seconds=41)

    assert store.read(NORTH, lambda records: list(records.print_jobs.overdue(now))) == [early]
    assert store.read(SOUTH, lambda records: list(records.print_jobs.overdue(now))) == []


def test_latest_is_the_newest_job_of_each_ticket_that_has_one(store: Store) -> None:
    printed, reprinted, unprinted = ticket(), ticket(), ticket()
    first, _ = add_jobs(store, printed, reprinted)
    copy = print_job(reprinted, sequence=9)
    store.write(NORTH, lambda records: records.print_jobs.add(copy))

    latest = store.read(NORTH, lambda records: records.print_jobs.latest([printed.id, reprinted.id, unprinted.id]))

    assert latest == {printed.id: first, reprinted.id: copy}


def test_a_job_that_was_never_added_cannot_be_saved(store: Store) -> None:
    with pytest.raises(PromiseBroken):
        save_job(store, print_job(ticket()))
