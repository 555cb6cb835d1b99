"""What can go wrong with a box and its devices.

::

    HardwareError
    ├── ConfigurationRefused        the configuration names what there is not
    │   ├── DriverUnknown
    │   ├── OptionRefused
    │   ├── SettingsRefused
    │   ├── LineTooSlow
    │   ├── TableUnknown
    │   ├── NotEnrolled
    │   ├── AlreadyRunning
    │   ├── BrowserMissing          nothing to show a page with
    │   └── ScreenMissing           nothing to show a page on
    ├── FontMissing                 the build did not put the typeface in place
    ├── SlipRefused                 this slip can never be printed, by any printer of this width
    │   ├── LabelNotPrintable
    │   ├── TextNotPrintable
    │   └── SlipTooWide
    ├── NotWrittenDown              a box that cannot remember a slip does not send it
    ├── PrinterNotReady             it cannot be probed in this state
    ├── WireError                   the way to a device
    │   ├── WireUnreachable         it never opened
    │   └── WireBroke               it closed while in use
    └── LinkError                   the way to the server
        ├── ServerAway              it did not answer; whether it acted is not known
        └── ServerRefused           it answered with a problem; nothing changed
"""

from collections.abc import Iterable
from pathlib import Path

from server.contract.problems import Problem
from server.contract.terms import PrintFault

KEY_REFUSED = (
    "does not know this box: it was archived in the office, or its key was replaced by a new code; "
    "make a new code in the office (“Boxes”, this box, “New code”), stop this box and start it once with --enrol CODE"
)
"""Behind the name of a server."""


class HardwareError(Exception):
    """Anything this package refuses or fails at."""


class ConfigurationRefused(HardwareError):
    """The configuration asks for what there is not."""


class DriverUnknown(ConfigurationRefused):
    """No driver has this name."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.known = tuple(sorted(known))
        super().__init__(f"no printer driver is called {name!r}; the known ones are: {', '.join(self.known)}")


class OptionRefused(ConfigurationRefused):
    """A driver does not know this option, or cannot take this value for it."""

    def __init__(self, driver: str, option: str, why: str) -> None:
        self.driver = driver
        self.option = option
        self.why = why
        super().__init__(f"printer driver {driver!r}, option {option!r}: {why}")


class SettingsRefused(ConfigurationRefused):
    """The settings file or the environment says what a box cannot read."""

    def __init__(self, source: str, why: str) -> None:
        self.source = source
        super().__init__(f"{source}: {why}")


class LineTooSlow(ConfigurationRefused):
    """A serial line takes too long for pictures, and the printer's own letters are not known to be Ukrainian."""

    def __init__(self, baud: int, seconds: float, profile: str) -> None:
        self.baud = baud
        self.seconds = seconds
        super().__init__(
            f"a slip would take {seconds:.0f} s at {baud} baud, which is too slow, and profile {profile!r} names no "
            "Windows-1251 letters to print text with instead; set printer and box to 115200 baud, or name the profile "
            "of the model or the number of that table (cp1251_page), or wait for each slip (mode raster)"
        )


class TableUnknown(ConfigurationRefused):
    """Text is asked for, and nobody knows where the printer keeps its Ukrainian letters."""

    def __init__(self, profile: str) -> None:
        self.profile = profile
        super().__init__(
            f"profile {profile!r} names no Windows-1251 letters; name the profile of the model, or the number of that "
            "table in its manual (cp1251_page), or let it print pictures (mode raster)"
        )


class NotEnrolled(ConfigurationRefused):
    """This box has no key yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"this box has no key in {folder}; make a code on the server (cherha device add) "
            "and start once with --enrol CODE"
        )


class AlreadyRunning(ConfigurationRefused):
    """Another program is this box already."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(f"another program of this box runs with {folder}; stop it first (systemctl stop cherha-…)")


class BrowserMissing(ConfigurationRefused):
    """A page is to be shown, and there is no browser."""

    def __init__(self, named: Path | None) -> None:
        self.named = named
        there = "no Chromium on this machine" if named is None else f"there is no browser {named}"
        super().__init__(f"{there}; install one (apt install chromium), or take [screen] out of the settings")


class ScreenMissing(ConfigurationRefused):
    """A page is to be shown, and nothing shows windows here."""

    def __init__(self) -> None:
        super().__init__(
            "no screen to show the page on (neither WAYLAND_DISPLAY nor DISPLAY is set); start this box inside cage or "
            "weston, or take [screen] out of the settings"
        )


class FontMissing(HardwareError):
    """A typeface that slips are set in is not where the build puts it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"typeface {path} is missing; install the project again (its build puts the fonts in place)")


class SlipRefused(HardwareError):
    """This slip cannot be printed as it is."""


class LabelNotPrintable(SlipRefused):
    """A label that would lose a character is another citizen's number."""

    def __init__(self, label: str, lost: str) -> None:
        self.label = label
        self.lost = lost
        super().__init__(
            f"label {label!r} holds {lost!r}, which the typeface lacks; choose another letter for the service"
        )


class TextNotPrintable(SlipRefused):
    """The printer's own letters lack some of this slip's."""

    def __init__(self, text: str, lost: str) -> None:
        self.text = text
        self.lost = lost
        super().__init__(
            f"{text!r} holds {lost!r}, which the printer's own letters (Windows-1251) lack; write it otherwise in the "
            "office, or let this printer print pictures (mode raster)"
        )


class SlipTooWide(SlipRefused):
    """Something on the slip does not fit on this paper at a legible size."""

    def __init__(self, what: str, width_dots: int) -> None:
        self.what = what
        self.width_dots = width_dots
        super().__init__(f"{what} does not fit on paper {width_dots} dots wide")


class NotWrittenDown(HardwareError):
    """The notebook of slips cannot be written."""

    def __init__(self, path: Path, why: str) -> None:
        self.path = path
        self.why = why
        super().__init__(f"{path} cannot be written ({why}); is the disk full, or read-only?")


class PrinterNotReady(HardwareError):
    """A printer that cannot print now would seem to be able to do less than it can."""

    def __init__(self, fault: PrintFault) -> None:
        self.fault = fault
        super().__init__(f"the printer says {fault.value!r}: put that right, then probe it again")


class WireError(HardwareError):
    """The way to a device failed."""

    def __init__(self, address: str, why: str) -> None:
        self.address = address
        self.why = why
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        return f"{self.address}: {self.why}"


class WireUnreachable(WireError):
    """The device could not be reached at all: nothing was sent."""

    def _sentence(self) -> str:
        return f"device at {self.address} cannot be reached ({self.why}); is it switched on and connected?"


class WireBroke(WireError):
    """The connection ended while it was in use; ``lost_bytes`` of what was handed over last may have gone out."""

    def __init__(self, address: str, why: str, *, lost_bytes: int = 0) -> None:
        super().__init__(address, why)
        self.lost_bytes = lost_bytes

    def _sentence(self) -> str:
        return f"device at {self.address} broke off the connection ({self.why})"


class LinkError(HardwareError):
    """The way to the server failed, or ended in a refusal."""


class ServerAway(LinkError):
    """No answer in time, on any try.

    A command may have been carried out all the same: repeat it under its own request id.
    """

    def __init__(self, server_url: str, why: str) -> None:
        self.server_url = server_url
        self.why = why
        super().__init__(f"server at {server_url} does not answer ({why}); is it running and on the network?")


class ServerRefused(LinkError):
    """The server said no, and why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(f"{problem.code}: {problem.titles.get('en', problem.title)}")
