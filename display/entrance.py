"""The one-time way by which this box's browser enters the server's board page."""

import json
from dataclasses import dataclass

import requests

from hardware.errors import LinkError, ServerAway, ServerRefused
from hardware.link import direct_session
from server.contract import wire
from server.contract.problems import Problem

PATH = "/v1/boxes/browser"
TIMEOUT_SECONDS = 4.0


@dataclass(frozen=True, slots=True)
class BrowserWay:
    """The server's answer: a path that signs one browser in as this box, once."""

    path: str


@dataclass(frozen=True, slots=True)
class Entrance:
    """Knows the server, this box's key and how large its called numbers are to be."""

    server_url: str
    device_key: str
    scale: float = 1.0

    def address(self) -> str:
        """A fresh address for a browser; each opens once. Raises ``LinkError``."""
        wishes = f"?scale={self.scale:g}" if self.scale != 1 else ""
        return f"{self.server_url}{self._path()}{wishes}"

    def _path(self) -> str:
        headers = {"Authorization": f"Box {self.device_key}", "Content-Type": "application/json"}
        try:
            with direct_session() as session:
                reply = session.post(
                    self.server_url + PATH, data=json.dumps({}), headers=headers, timeout=TIMEOUT_SECONDS
                )
        except requests.RequestException as error:
            raise ServerAway(self.server_url, type(error).__name__) from error
        try:
            if reply.ok:
                way: BrowserWay = wire.loads(BrowserWay, reply.content)
                return way.path
            problem: Problem = wire.loads(Problem, reply.content)
        except wire.WireError as error:
            raise ServerAway(self.server_url, f"status {reply.status_code}, {error}") from error
        raise ServerRefused(problem)


def reason(error: LinkError) -> str:
    """Why there is no way now, as the screen tells whoever looks after it."""
    match error:
        case ServerAway():
            return f"{error.server_url} не відповідає"
        case ServerRefused():
            return error.problem.title
        case _:
            return str(error)
