"""The line that brings a box in: typed on the box's own computer, as docs/installing.md has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from server.contract.terms import BoxKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What runs on a box: its user, its module, and its settings."""

    user: str
    module: str

    @property
    def settings_path(self) -> str:
        """They must be there before: without ``state_folder`` there is no place for the key."""
        return f"/etc/cherha/{self.module}.toml"

    def line(self, code: str) -> str:
        """Enrols and ends; the service then starts with the key."""
        return (
            f"runuser -u {self.user} -- /opt/cherha/bin/python -m {self.module}"
            f" --config {self.settings_path} --enrol {code} --only-enrol"
        )


_HARDWARE = Program(user="cherha-box", module="hardware")
PROGRAMS: Mapping[BoxKind, Program] = MappingProxyType(
    {
        BoxKind.KIOSK: Program(user="cherha-kiosk", module="kiosk"),
        BoxKind.DISPLAY: Program(user="cherha-display", module="display"),
        BoxKind.BUTTONS: _HARDWARE,
        BoxKind.PRINTER: _HARDWARE,
    }
)
