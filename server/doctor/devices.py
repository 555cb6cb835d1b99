"""Devices out of order, in the words of the office's pages: whoever is told «page: none» has to look it up."""

from collections.abc import Iterator

from server.contract.faults import words_of
from server.contract.messages import DeviceNow
from server.contract.terms import DeviceState, Language, PrintFault
from server.usecases.kept import BoxHealth
from server.web.office.names import Names
from server.web.office.sentences import device_name


def out_of_order(report: BoxHealth, language: Language) -> Iterator[str]:
    """One for each device with a fault: what it is, and what is wrong."""
    names = Names(language=language, by_id={})
    for device in report.devices:
        if device.state is DeviceState.FAULT:
            yield f"{device_name(device.name, names)}: {_what(device, names)}"


def _what(device: DeviceNow, names: Names) -> str:
    if device.fault is not PrintFault.NONE:
        return words_of(device.fault).what[names.language].rstrip(".")
    return names.say("nobody shows the kiosk’s page" if device.name == "page" else "fault")
