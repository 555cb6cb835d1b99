"""A box's identity: a one-time code is traded once for a device key, which is then kept in the state folder."""

import json
from datetime import UTC, datetime
from pathlib import Path

from hardware.errors import NotEnrolled, SettingsRefused
from hardware.files import may_be_closed, write_durably
from hardware.link import enrol_at
from server.contract import wire
from server.contract.catalogue import BoxEnrolled

KEY_FILE = "device-key.json"
MADE_AT = "made_at"
"""Beside what the server told, in the same file."""


def enrol(server_url: str, code: str, state_folder: Path) -> BoxEnrolled:
    """Trade the code for a key and keep it; raises ``ServerAway`` or ``ServerRefused``, and ``SettingsRefused`` where
    the folder cannot be written."""
    # The folder first: a code that worked must not be lost to a folder that cannot be written.
    with may_be_closed(state_folder):
        state_folder.mkdir(parents=True, exist_ok=True)
        write_durably(state_folder / ".writable", "")
        (state_folder / ".writable").unlink()
    enrolled = enrol_at(server_url, code.strip())
    keep(state_folder, enrolled)
    return enrolled


def keep(state_folder: Path, enrolled: BoxEnrolled, *, made_at: datetime | None = None) -> None:
    """On return it is on the disk, in place of what was there. ``made_at``: None is now."""
    entry = json.loads(wire.dumps(enrolled))
    entry[MADE_AT] = (made_at or datetime.now(UTC)).isoformat()
    write_durably(state_folder / KEY_FILE, json.dumps(entry, ensure_ascii=False))


def load(state_folder: Path) -> BoxEnrolled:
    """Who this box is; raises ``NotEnrolled`` when it has no key, ``SettingsRefused`` when the key cannot be read."""
    return _kept(state_folder)[0]


def key_made_at(state_folder: Path) -> datetime:
    """When the key came, by this box's clock; raises as ``load`` does."""
    _, told = _kept(state_folder)
    try:
        return datetime.fromisoformat(told).astimezone()
    except ValueError:
        # Kept by an earlier version: the file is written with the key and not again.
        return datetime.fromtimestamp((state_folder / KEY_FILE).stat().st_mtime, UTC)


def _kept(state_folder: Path) -> tuple[BoxEnrolled, str]:
    path = state_folder / KEY_FILE
    try:
        with may_be_closed(state_folder):
            entry = json.loads(path.read_bytes())
        told = str(entry.pop(MADE_AT, "")) if isinstance(entry, dict) else ""
        enrolled: BoxEnrolled = wire.from_json(BoxEnrolled, entry)
    except FileNotFoundError as error:
        raise NotEnrolled(state_folder) from error
    except (ValueError, wire.WireError) as error:
        raise SettingsRefused(str(path), f"is no device key ({error}); remove it and enrol this box again") from error
    return enrolled, told
