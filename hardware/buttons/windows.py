"""The windows of the hall by the names that stand on the wall and in a box's settings; ids come from the server."""

import logging
from collections.abc import Iterable, Sequence

from hardware.link import Link
from server.contract.catalogue import BoxWelcome
from server.contract.terms import HallId, WindowId
from server.contract.topics import DeskTopic, path_of

log = logging.getLogger(__name__)


class WindowUnknown(Exception):
    """The hall has no window of this name."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        super().__init__(
            f"no window is called «{name}»; the hall has {', '.join(sorted(known)) or 'none'}: correct the name in "
            "this box's settings, or in the office"
        )


class Windows:
    """Asks the server when a name is not known yet; safe in several threads, since each answer replaces the former."""

    def __init__(self, link: Link, wanted: Iterable[str]) -> None:
        self._link = link
        self._wanted = tuple(wanted)
        self._ids: dict[str, WindowId] = {}
        self._said: set[str] = set()

    def id_of(self, name: str) -> WindowId:
        """Raises ``WindowUnknown`` when the server does not know it either, or ``LinkError``."""
        if name not in self._ids:
            self._ask()
        if name not in self._ids:
            raise WindowUnknown(name, self._ids)
        return self._ids[name]

    def forget(self) -> None:
        """Windows have been changed in the office."""
        self._ids = {}

    def name_of(self, window_id: WindowId) -> str | None:
        """The wanted name of a window; None for another's."""
        return next((name for name, known in self._ids.items() if known == window_id and name in self._wanted), None)

    def topics(self) -> Sequence[str]:
        """The desks of the wanted windows, as topics to join; raises ``LinkError``."""
        hall_id = self._ask()
        return [path_of(DeskTopic(hall_id, self._ids[name])) for name in self._wanted if name in self._ids]

    def _ask(self) -> HallId:
        welcome: BoxWelcome = self._link.ask("/v1/boxes/me", BoxWelcome)
        self._ids = {window.name: window.window_id for window in welcome.windows}
        for name in self._wanted:
            if name not in self._ids and name not in self._said:
                self._said.add(name)
                log.warning("%s", WindowUnknown(name, self._ids))
        return welcome.hall_id
