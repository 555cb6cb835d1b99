"""How one wire of panels is, as the box reports it."""

from collections.abc import Callable, Iterable

from hardware.errors import WireBroke, WireError
from server.contract.box_commands import DeviceReport
from server.contract.terms import DeviceState, PrintFault


class WireHealth:
    """Of the wire with this name."""

    def __init__(self, name: str, note: Callable[[DeviceReport], None]) -> None:
        self._name = name
        self._note = note

    def ready(self, detail: str) -> None:
        """All is well."""
        self._tell(DeviceState.READY, PrintFault.NONE, detail)

    def silent(self, panels: Iterable[str]) -> None:
        """These do not answer, the others do."""
        self._tell(DeviceState.WARNING, PrintFault.NO_ANSWER, f"silent panels: {', '.join(panels)}")

    def stuck(self, keys: Iterable[str]) -> None:
        """These keys have been down for longer than any finger stays."""
        self._tell(DeviceState.WARNING, PrintFault.KEY_STUCK, f"stuck keys: {', '.join(keys)}")

    def too_few_inputs(self, modules: Iterable[str], asked: int) -> None:
        """These answer that they have fewer than they were asked for."""
        detail = f"fewer than {asked} inputs: {', '.join(modules)}; say in the settings how many (inputs)"
        self._tell(DeviceState.WARNING, PrintFault.NONE, detail)

    def lost(self, error: WireError) -> None:
        """The wire itself is away."""
        fault = PrintFault.BROKE_OFF if isinstance(error, WireBroke) else PrintFault.UNREACHABLE
        self._tell(DeviceState.FAULT, fault, str(error))

    def _tell(self, state: DeviceState, fault: PrintFault, detail: str) -> None:
        self._note(DeviceReport(name=self._name, state=state, fault=fault, detail=detail))
