"""A box's identity: a one-time code is traded once for a device key, which is then kept in the state folder."""

from pathlib import Path

from hardware.errors import NotEnrolled, SettingsRefused
from hardware.files import may_be_closed, write_durably
from hardware.link import enrol_at
from server.contract import wire
from server.contract.catalogue import BoxEnrolled

KEY_FILE = "device-key.json"


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


def keep(state_folder: Path, enrolled: BoxEnrolled) -> None:
    """On return it is on the disk, in place of what was there."""
    write_durably(state_folder / KEY_FILE, wire.dumps(enrolled))


def load(state_folder: Path) -> BoxEnrolled:
    """Who this box is; raises ``NotEnrolled`` when it has no key, ``SettingsRefused`` when the key cannot be read."""
    path = state_folder / KEY_FILE
    try:
        with may_be_closed(state_folder):
            text = path.read_bytes()
        enrolled: BoxEnrolled = wire.loads(BoxEnrolled, text)
    except FileNotFoundError as error:
        raise NotEnrolled(state_folder) from error
    except wire.WireError as error:
        raise SettingsRefused(str(path), f"is no device key ({error}); remove it and enrol this box again") from error
    return enrolled
