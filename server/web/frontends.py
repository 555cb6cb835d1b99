"""Files that browsers load: the contract's scripts and look, the display's page, texts and sounds."""

from pathlib import Path

from flask import Blueprint, Response, abort, send_file, send_from_directory

from server import contract
from server.contract import wire
from server.contract.terms import Language
from server.i18n.catalogue import texts
from server.web.parts import parts

frontends = Blueprint("frontends", __name__)

_CONTRACT = Path(contract.__file__).parent
_DISPLAY = Path(__file__).parents[2] / "display" / "web"
"""Found as data: the server imports nothing of the display."""
_A_YEAR = 365 * 24 * 3600


@frontends.get("/contract/v1/<any(js, look, vendor):folder>/<path:name>")
def contract_file(folder: str, name: str) -> Response:
    """What every page shares."""
    return send_from_directory(_CONTRACT / folder, name, max_age=300)


@frontends.get("/contract/v1/texts/<language>.json")
def catalogue(language: str) -> Response:
    """The texts of a language, by their English."""
    if language not in set(Language):
        abort(404)
    return Response(wire.dumps(texts(Language(language)), dict[str, str]), content_type="application/json")


@frontends.get("/display/web/<path:name>")
def display_file(name: str) -> Response:
    """The parts of the board's page."""
    return send_from_directory(_DISPLAY, name, max_age=300)


@frontends.get("/audio/<name>")
def sound(name: str) -> Response:
    """An announcement; its name is its content, so it may be kept for ever."""
    path = parts().sound(name)
    if path is None:
        abort(404)
    reply = send_file(path, mimetype="audio/wav", max_age=_A_YEAR)
    reply.headers["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"
    return reply


@frontends.get("/favicon.ico")
def mark() -> Response:
    """What browsers ask for by themselves, also on pages that have no head of ours."""
    return send_from_directory(_CONTRACT / "look", "mark.svg", max_age=_A_YEAR)


def display_page() -> Response:
    """The board itself."""
    return send_file(_DISPLAY / "index.html", max_age=0)
