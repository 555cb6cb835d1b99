"""The lease comes from the server, and from the disk only when that can be had."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hardware.link import Link
from kiosk.lease_keeper import LEASE_FILE, LeaseKeeper
from server.contract.catalogue import KioskLease
from tests.kiosk.paper_hall_names import KEY
from tests.kiosk.running import DEADLINE_SECONDS, paper_hall, wait_until


@contextmanager
def keeping(server_url: str, folder: Path) -> Iterator[tuple[LeaseKeeper, list[KioskLease]]]:
    told: list[KioskLease] = []
    link, stop = Link(server_url, KEY, timeout_seconds=DEADLINE_SECONDS, pauses_seconds=()), threading.Event()
    keeper = LeaseKeeper(link, folder, on_lease=told.append)
    thread = threading.Thread(target=keeper.run, args=(stop, lambda: None))
    thread.start()
    try:
        yield keeper, told
    finally:
        stop.set()
        keeper.wake()
        thread.join(DEADLINE_SECONDS)
        link.close()
        assert not thread.is_alive(), "the keeper did not end"


def test_a_disk_that_takes_nothing_keeps_no_lease_from_the_page(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / LEASE_FILE).mkdir()
    with paper_hall() as hall, keeping(hall.url, tmp_path) as (keeper, told):
        wait_until(lambda: bool(told), "the lease")
        hall.steer("lease/7")
        keeper.want(7)
        wait_until(lambda: keeper.lease is not None and keeper.lease.version == 7, "the next lease")

    errors = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert len(errors) == 1


def test_a_lease_outlives_a_restart_without_the_server(tmp_path: Path) -> None:
    with paper_hall() as hall, keeping(hall.url, tmp_path) as (_, told):
        wait_until(lambda: bool(told), "the lease")

    with keeping(hall.url, tmp_path) as (keeper, _):
        assert keeper.lease == told[0]
