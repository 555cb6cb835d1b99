"""The language of a page: the visitor's own choice, else Ukrainian."""

from flask import Blueprint, Flask, Response, make_response, redirect, request

from server.contract.terms import Language
from server.i18n.catalogue import texts, translate, translate_count
from server.web.addresses import own_path

languages = Blueprint("languages", __name__)

COOKIE = "cherha_language"


@languages.get("/language/<chosen>")
def choose(chosen: str) -> Response:
    """Keeps the choice and goes back to where it was made."""
    language = Language(chosen) if chosen in set(Language) else Language.UKRAINIAN
    reply = make_response(redirect(own_path(request.args.get("back", ""), "/"), 303))
    reply.set_cookie(COOKIE, language.value, max_age=365 * 24 * 3600, samesite="Lax")
    return reply


def page_language() -> Language:
    """As the cookie says; the browser's own language is not asked, for Ukrainian is the default everywhere."""
    chosen = request.cookies.get(COOKIE, "")
    return Language(chosen) if chosen in set(Language) else Language.UKRAINIAN


def speak(app: Flask) -> None:
    """Gives every template ``_``, ``_n``, ``local`` and ``language``."""

    def words() -> dict[str, object]:
        language = page_language()
        return {
            "language": language.value,
            "_": lambda text, **fields: translate(language, text, **fields),
            "_n": lambda one, many, count, **fields: translate_count(language, one, many, count, **fields),
            "local": lambda text: text.get(language.value) or text.get("uk", ""),
            "texts": lambda: texts(language),
        }

    app.context_processor(words)
