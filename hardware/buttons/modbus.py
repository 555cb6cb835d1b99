"""A part of a box: panels wired to the inputs of Modbus modules, and as many lamps where a module has coils."""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence

from hardware.buttons.blinking import is_lit
from hardware.buttons.modbus_line import ModbusLine, ModuleRefused, ModuleSilent
from hardware.buttons.modbus_module import Answering, Module, ModulePanel, module_at
from hardware.buttons.ports import Host
from hardware.buttons.settings import MOST_INPUTS
from hardware.buttons.wire_health import WireHealth
from hardware.buttons.wire_keeper import WireKeeper
from hardware.errors import WireBroke
from server.contract.box_commands import DeviceReport
from server.contract.panel_commands import PanelReport
from server.contract.terms import PanelMake

log = logging.getLogger(__name__)

PAUSE_SECONDS = 0.02


class ModbusPanels:
    """The owner of one line. Of each module ``inputs`` are asked for; ``keys`` of them belong to each panel."""

    def __init__(
        self,
        line: ModbusLine,
        modules: Sequence[int],
        host: Host,
        *,
        make: PanelMake,
        windows: Mapping[str, str],
        keys: int = 1,
        inputs: int = MOST_INPUTS,
        note: Callable[[DeviceReport], None] = lambda _: None,
        name: str = "buttons",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name
        self._line = line
        self._host = host
        self._clock = clock
        self._make = make
        self._windows = windows
        self._inputs = inputs
        self._names = tuple(str(number) for number in range(1, keys + 1))
        self._health = WireHealth(name, note)
        self._keeper = WireKeeper(line, self._health, clock=clock)
        self._modules = [module_at(line.address, address, inputs=inputs, names=self._names) for address in modules]
        self._said: tuple[object, ...] | None = None

    def run(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        """Until ``stop``; a lost line is opened again and again."""
        for module in self._modules:
            for panel in module.panels:
                self._report(panel)
        self._keeper.run(stop, tick, lambda tick: self._poll(stop, tick))

    def wake(self) -> None:
        """Try the line now."""
        self._keeper.wake()

    def _poll(self, stop: threading.Event, tick: Callable[[], None]) -> None:
        self._said = None
        for module in self._modules:
            module.reopened()
        while not stop.wait(PAUSE_SECONDS):
            tick()
            for module in self._modules:
                if self._clock() >= module.ask_at:
                    self._look_at(module)
            if all(module.answering is Answering.NEVER for module in self._modules):
                # A TCP peer that has gone without a word looks like this too.
                raise WireBroke(self._line.address, "no module answers")
            self._say_state()

    def _look_at(self, module: Module) -> None:
        before = module.answering
        try:
            closed = self._line.inputs(module.address, self._inputs)
        except ModuleSilent as error:
            module.has_failed(self._clock())
            if before is not module.answering:
                log.warning("module %d on %s is silent; is it powered? (%s)", module.address, self._line.address, error)
            return
        except ModuleRefused as error:
            self._keeper.heard()
            module.has_too_few_inputs(self._clock())
            if before is not module.answering:
                log.warning("%s: %s; say in the settings how many (inputs)", self._line.address, error)
            return
        self._keeper.heard()
        if before is Answering.NEVER:
            log.info("module %d on %s is back", module.address, self._line.address)
        now = self._clock()
        for heard in module.panels:
            self._host.heard(heard.id)
        for panel, pressed in module.looked_at(closed, now):
            self._host.press(panel, pressed)
        self._light(module, now)

    def _light(self, module: Module, now: float) -> None:
        try:
            for panel in module.panels if module.has_lamps else ():
                wanted = is_lit(self._host.shown(panel.id, now).lamp, now)
                if panel.is_lit is not wanted:
                    self._line.switch(module.address, panel.first, is_on=wanted)
                    module.lamp_answered()
                    panel.is_lit = wanted
        except ModuleRefused:
            module.has_lamps = False
        except ModuleSilent:
            module.lamp_failed()
        else:
            return
        if not module.has_lamps:
            log.info("module %d on %s has no lamps", module.address, self._line.address)

    def _say_state(self) -> None:
        if any(module.answering is Answering.UNKNOWN for module in self._modules):
            return
        silent = self._named(Answering.NEVER)
        too_small = self._named(Answering.TOO_FEW_INPUTS)
        stuck = sorted(frozenset[str]().union(*(module.stuck for module in self._modules)))
        if (silent, too_small, stuck) == self._said:
            return
        self._said = (silent, too_small, stuck)
        if silent:
            self._keeper.say(lambda: self._health.silent(silent))
        elif too_small:
            self._keeper.say(lambda: self._health.too_few_inputs(too_small, self._inputs))
        elif stuck:
            self._keeper.say(lambda: self._health.stuck(stuck))
        else:
            self._keeper.say(lambda: self._health.ready(f"{len(self._modules)} modules on {self._line.address}"))

    def _named(self, answering: Answering) -> list[str]:
        return [f"module {module.address}" for module in self._modules if module.answering is answering]

    def _report(self, panel: ModulePanel) -> None:
        self._host.seen(
            PanelReport(
                wire=self._line.address,
                address=panel.id.address,
                make=self._make,
                controls=tuple(control for name in self._names for control in (name, f"{name}.long")),
                window_name=self._windows.get(panel.id.address),
            )
        )
