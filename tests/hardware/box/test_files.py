"""A box's folder stays its own user's, whoever tries its devices by hand."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hardware.enrolment import KEY_FILE, load
from hardware.errors import SettingsRefused
from hardware.files import LOCK_FILE, alone_in, write_durably

BOX_USER = 65534
"""Stands for the box's user where the tests run as root; without root everybody is their own."""


@pytest.fixture
def folder() -> Iterator[Path]:
    """The box's own folder, which its user can reach."""
    with tempfile.TemporaryDirectory() as name:
        made = Path(name)
        if os.geteuid() == 0:
            os.chown(made, BOX_USER, BOX_USER)
        yield made


@contextmanager
def as_the_box() -> Iterator[None]:
    """What its service does."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(BOX_USER)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def closed_file(path: Path) -> None:
    path.touch()
    path.chmod(0)


def test_the_lock_of_a_trial_belongs_to_the_folders_owner(folder: Path) -> None:
    with alone_in(folder):
        pass

    assert (folder / LOCK_FILE).stat().st_uid == folder.stat().st_uid
    with as_the_box(), alone_in(folder):
        pass


def test_a_lock_that_root_has_left_behind_is_given_back_by_the_next_trial(folder: Path) -> None:
    (folder / LOCK_FILE).touch(0o600)

    with alone_in(folder):
        pass

    with as_the_box(), alone_in(folder):
        pass


def test_a_key_belongs_to_the_folders_owner_and_is_read_by_nobody_else(folder: Path) -> None:
    write_durably(folder / KEY_FILE, "a key")

    there = (folder / KEY_FILE).stat()
    assert there.st_uid == folder.stat().st_uid
    assert stat.S_IMODE(there.st_mode) == 0o600


def test_nothing_is_written_through_a_link_in_the_folder(folder: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.write_text("as it was", "utf-8")
    (folder / f".{KEY_FILE}.new").symlink_to(foreign)
    (folder / LOCK_FILE).symlink_to(foreign)

    write_durably(folder / KEY_FILE, "a key")
    with pytest.raises(OSError, match=LOCK_FILE), alone_in(folder):
        pass

    assert foreign.read_text("utf-8") == "as it was"


def test_a_lock_that_is_closed_to_the_box_is_told_with_the_way_out(folder: Path) -> None:
    closed_file(folder / LOCK_FILE)

    told = f"{LOCK_FILE}: is closed to the user .* chown -R .*: {folder}"
    with pytest.raises(SettingsRefused, match=told), as_the_box(), alone_in(folder):
        pass


def test_a_key_that_is_closed_to_the_box_is_told_with_the_way_out(folder: Path) -> None:
    closed_file(folder / KEY_FILE)

    with pytest.raises(SettingsRefused, match=f"{KEY_FILE}: is closed to the user"), as_the_box():
        load(folder)
