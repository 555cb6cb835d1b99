"""A part of a box: panels wired to Modbus modules with eight inputs, and as many lamps where the module has coils."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hardware.buttons.blinking import is_lit
from hardware.buttons.contacts import Contacts
from hardware.buttons.modbus_line import ModbusLine, ModuleRefused, ModuleSilent
from hardware.buttons.ports import Host, PanelId
from hardware.buttons.settings import MODULE_INPUTS
from hardware.buttons.wire_health import WireHealth
from hardware.buttons.wire_keeper import WireKeeper
from hardware.errors import WireBroke
from server.contract.commands import DeviceReport
from server.contract.panel_commands import PanelReport
from server.contract.terms import PanelMake

log = logging.getLogger(__name__)

PAUSE_SECONDS = 0.02
FIRST_BACK_OFF_SECONDS, LONGEST_BACK_OFF_SECONDS = 0.5, 8.0
"""A silent module is asked ever less often: each question to it takes the time of seven to the others."""
FAILURES_UNTIL_SILENT = 3


@dataclass(slots=True)
class _Panel:
    id: PanelId
    first: int
    """Its first input; its lamp is the coil of the same number."""
    contacts: Contacts
    is_lit: bool | None = None


@dataclass(slots=True)
class _Module:
    address: int
    panels: Sequence[_Panel]
    has_lamps: bool = True
    failures: int = 0
    ask_at: float = 0.0
    stuck: frozenset[str] = field(default_factory=frozenset)


class ModbusPanels:
    """The owner of one line. Panel ``2-1`` is the first one on module 2; ``keys`` inputs belong to each."""

    def __init__(
        self,
        line: ModbusLine,
        modules: Sequence[int],
        host: Host,
        *,
        make: PanelMake,
        windows: Mapping[str, str],
        keys: int = 1,
        note: Callable[[DeviceReport], None] = lambda _: None,
        name: str = "buttons",
    ) -> None:
        self.name = name
        self._line = line
        self._host = host
        self._make = make
        self._windows = windows
        self._names = tuple(str(number) for number in range(1, keys + 1))
        self._health = WireHealth(name, note)
        self._keeper = WireKeeper(line, self._health)
        self._modules = [_Module(address, tuple(self._panels_of(address))) for address in modules]
        self._said: tuple[frozenset[int], frozenset[str]] | None = None

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        """Until ``stop``; a lost line is opened again and again."""
        for module in self._modules:
            for panel in module.panels:
                self._report(panel)
        self._keeper.run(stop, tick, lambda: self._poll(stop, tick))

    def wake(self) -> None:
        """Try the line now."""
        self._keeper.wake()

    def _poll(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        self._said = None
        for module in self._modules:
            self._forget(module)
            module.failures, module.ask_at = 0, 0.0
        while not stop.wait(PAUSE_SECONDS):
            tick()
            for module in self._modules:
                if time.monotonic() >= module.ask_at:
                    self._look_at(module)
            self._say_state()

    def _look_at(self, module: _Module) -> None:
        try:
            closed = self._line.inputs(module.address)
            now = time.monotonic()
            module.failures = 0
            stuck = []
            for panel in module.panels:
                for pressed in panel.contacts.look(closed[panel.first : panel.first + len(self._names)], now):
                    self._host.press(panel.id, pressed)
                stuck += [f"{panel.id.address}: {key}" for key in panel.contacts.stuck(now)]
            module.stuck = frozenset(stuck)
            self._light(module, now)
        except ModuleSilent as error:
            self._has_failed(module, error)

    def _light(self, module: _Module, now: float) -> None:
        for panel in module.panels:
            wanted = is_lit(self._host.shown(panel.id, now).lamp, now)
            if not module.has_lamps or panel.is_lit is wanted:
                continue
            try:
                self._line.switch(module.address, panel.first, is_on=wanted)
            except ModuleRefused:
                log.info("module %d on %s has no lamps", module.address, self._line.address)
                module.has_lamps = False
            else:
                panel.is_lit = wanted

    def _has_failed(self, module: _Module, error: ModuleSilent) -> None:
        module.failures += 1
        back_off = FIRST_BACK_OFF_SECONDS * 2.0 ** min(module.failures - FAILURES_UNTIL_SILENT, 10)
        if module.failures >= FAILURES_UNTIL_SILENT:
            module.ask_at = time.monotonic() + min(LONGEST_BACK_OFF_SECONDS, back_off)
            self._forget(module)
        if module.failures == FAILURES_UNTIL_SILENT:
            log.warning("module %d on %s is silent; is it powered? (%s)", module.address, self._line.address, error)
        if all(each.failures >= FAILURES_UNTIL_SILENT for each in self._modules):
            # A TCP peer that has gone without a word looks like this too.
            raise WireBroke(self._line.address, "no module answers")

    def _forget(self, module: _Module) -> None:
        module.stuck = frozenset()
        for panel in module.panels:
            panel.contacts.lost()
            panel.is_lit = None

    def _say_state(self) -> None:
        silent = frozenset(each.address for each in self._modules if each.failures >= FAILURES_UNTIL_SILENT)
        stuck = frozenset[str]().union(*(each.stuck for each in self._modules))
        if (silent, stuck) == self._said:
            return
        self._said = (silent, stuck)
        if silent:
            self._health.silent(f"module {address}" for address in sorted(silent))
        elif stuck:
            self._health.stuck(sorted(stuck))
        else:
            self._health.ready(f"{len(self._modules)} modules on {self._line.address}")

    def _report(self, panel: _Panel) -> None:
        self._host.seen(
            PanelReport(
                wire=self._line.address,
                address=panel.id.address,
                make=self._make,
                controls=tuple(control for name in self._names for control in (name, f"{name}.long")),
                window_name=self._windows.get(panel.id.address),
            )
        )

    def _panels_of(self, module: int) -> Iterator[_Panel]:
        for number, first in enumerate(range(0, MODULE_INPUTS, len(self._names)), 1):
            panel_id = PanelId(self._line.address, f"{module}-{number}")
            yield _Panel(panel_id, first, Contacts(self._names))
