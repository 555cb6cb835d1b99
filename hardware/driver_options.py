"""Takes a driver's options out of a configuration, strictly: what nobody asked for is refused."""

import re
from collections.abc import Mapping
from enum import StrEnum

from hardware.errors import OptionRefused

Options = Mapping[str, object]


_NUMBER = re.compile(r"[0-9]+|0x[0-9A-Fa-f]+")


class OptionReader:
    """Takes options one by one; each refusal is an ``OptionRefused`` that names the driver and the option."""

    def __init__(self, driver: str, options: Options) -> None:
        self._driver = driver
        self._options = options
        self._known: list[str] = []

    def refused(self, name: str, why: str) -> OptionRefused:
        """The refusal to raise for an option that has been taken."""
        return OptionRefused(self._driver, name, why)

    def text(self, name: str, default: str | None = None) -> str:
        """A text that is not empty."""
        value = self._take(name, default)
        if not isinstance(value, str) or not value:
            raise OptionRefused(self._driver, name, "needs a text")
        return value

    def one_of(self, name: str, default: str, choices: tuple[str, ...]) -> str:
        """One of a few words."""
        value = self._take(name, default)
        if value not in choices:
            raise OptionRefused(self._driver, name, f"{value!r} is none of: {', '.join(choices)}")
        return str(value)

    def whole(self, name: str, default: int | None, *, least: int, most: int, step: int = 1) -> int:
        """A whole number within bounds; without a default it must be given."""
        value = self._take(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most or value % step:
            among = f"from {least} to {most}" + (f" that {step} divides" if step > 1 else "")
            advice = f"; write {value} without quotes" if isinstance(value, str) and _NUMBER.fullmatch(value) else ""
            raise OptionRefused(self._driver, name, f"needs a whole number {among}, not {value!r}{advice}")
        return value

    def number(self, name: str, default: float, *, most: float = 3600.0, why: str = "") -> float:
        """Seconds, or a speed; ``why`` it may not be more than ``most``."""
        value = self._take(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= most:
            reason = f": {why}" if why else ""
            raise OptionRefused(self._driver, name, f"needs a number above 0 and up to {most:g}, not {value!r}{reason}")
        return float(value)

    def optional_text(self, name: str) -> str | None:
        """A text that may be left out."""
        if name in self._options:
            return self.text(name)
        self._known.append(name)
        return None

    def yes_or_no(self, name: str, *, default: bool) -> bool:
        """A switch."""
        value = self._take(name, default)
        if not isinstance(value, bool):
            raise OptionRefused(self._driver, name, f"needs true or false, not {value!r}")
        return value

    def refuse_the_rest(self) -> None:
        """What nobody asked for."""
        for name in self._options:
            if name not in self._known:
                raise OptionRefused(
                    self._driver, name, f"is unknown; the known ones are: {', '.join(sorted(self._known))}"
                )

    def _take(self, name: str, default: object) -> object:
        self._known.append(name)
        return self._options.get(name, default)


def values(choices: type[StrEnum]) -> tuple[str, ...]:
    """The words of a closed set."""
    return tuple(choice.value for choice in choices)
