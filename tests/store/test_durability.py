"""What was answered is on the disk: shown by the kernel's own log of calls, and by killing the writer."""

import os
import random
import re
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from server.contract.terms import HallId
from server.store.opening import open_store
from server.store.sql_store import SqlStore
from server.usecases.ports import Store
from tests.store.children import Told, child, finished, told_in
from tests.store.databases import Database, SqliteDatabase
from tests.store.sample import DAY, NORTH, SOUTH, Take

_STRACE = ("strace", "-f", "-y", "-q", "-e", "trace=fsync,fdatasync,write", "-o")
_CALL = re.compile(r"^(\d+) +(fsync|fdatasync|write)\((\d+)<([^>]*)>(.*)$")
_RESUMED = re.compile(r"^(\d+) +<\.\.\. (fsync|fdatasync) resumed>.*= 0")


def test_the_living_writer_syncs_fully_in_wal_mode(sqlite_store: SqlStore) -> None:
    settings = sqlite_store.settings()

    assert settings["synchronous"] == "2"
    assert settings["journal_mode"] == "wal"
    assert settings["foreign_keys"] == "1"


@pytest.mark.slow
def test_the_log_is_synced_before_each_answer(sqlite_database: SqliteDatabase, tmp_path: Path) -> None:
    need_strace()
    trace = tmp_path / "trace"

    traced = (sqlite_database.url, "traced", "1", "20")
    finished(child("tests.store.taking_child", *traced, before=(*_STRACE, str(trace))))

    happened = syncs_and_answers(trace.read_text(), log=f"{sqlite_database.path}-wal")
    assert happened.count("answer") == 20
    assert "".join(each[0] for each in happened).count("sa") == 20, f"an answer without a sync before it: {happened}"


def need_strace() -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed, so that nothing shows the syncs")
    probe = subprocess.run(["strace", "-q", "-e", "trace=none", "true"], capture_output=True, text=True, check=False)
    if probe.returncode != 0:
        pytest.skip(f"strace may not trace here: {probe.stderr.strip()}")


def syncs_and_answers(trace: str, *, log: str) -> list[str]:
    """``sync`` for each sync of the log that ended well, ``answer`` for each answer told, in order."""
    happened: list[str] = []
    syncing: set[str] = set()
    for line in trace.splitlines():
        if resumed := _RESUMED.match(line):
            if resumed[1] in syncing:
                syncing.remove(resumed[1])
                happened.append("sync")
        elif call := _CALL.match(line):
            thread, name, descriptor, file, rest = call.groups()
            if name == "write" and descriptor == "1" and "hall" in rest:
                happened.append("answer")
            elif name != "write" and file == log:
                if rest.endswith("= 0"):
                    happened.append("sync")
                else:
                    syncing.add(thread)
    return happened


@pytest.mark.slow
def test_twenty_kills_lose_no_answered_ticket_and_give_none_twice(database: Database) -> None:
    seed = int.from_bytes(os.urandom(4))
    print(f"seed {seed}")
    chance = random.Random(seed)
    told: list[Told] = []
    sequences = {NORTH: 0, SOUTH: 0}

    for turn in range(20):
        told += killed_after(chance.randint(1, 120), database.url, f"turn-{turn}")
        store = open_store(database.url)
        for hall_id in (NORTH, SOUTH):
            check = store.verify_journal(hall_id)
            assert check.first_broken is None
            assert check.entries >= sequences[hall_id], "a revision fell"
            sequences[hall_id] = check.entries
            kept = numbers_in(store, hall_id)
            answered = {each.id: each.number for each in told if each.hall == hall_id}
            assert answered.items() <= kept.items(), "an answered ticket is gone or has another number"
            assert sorted(kept.values()) == list(range(1, len(kept) + 1)), "a number is missing or given twice"
            after = store.write(hall_id, Take(f"after-{turn}"))
            assert after.number == len(kept) + 1, "numbering does not go on"
        store.close()

    assert len(told) >= 20


def killed_after(answers: int, url: str, name: str) -> list[Told]:
    """Kills a child at the moment at which so many answers have been read, while its threads go on writing."""
    process = child("tests.store.taking_child", url, name, "6", "0")
    assert process.stdout is not None
    said = b"".join(process.stdout.readline() for _ in range(answers))
    process.send_signal(signal.SIGKILL)
    rest, complained = process.communicate(timeout=30)
    assert process.returncode == -signal.SIGKILL, complained.decode()
    return told_in(said + rest)


def numbers_in(store: Store, hall_id: HallId) -> dict[str, int]:
    """The number of every ticket in the hall."""
    living = store.read(hall_id, lambda records: records.lines.living(DAY))
    return {ticket.id: ticket.number for ticket in living}
