"""The three files and what must stand in them."""

import json
from pathlib import Path

from server.contract.wire import Json
from server.contract.writing.declarations import declarations
from server.contract.writing.openapi import openapi
from server.contract.writing.schema import schema

FOLDER = Path(__file__).parents[1]


def forms() -> dict[str, str]:
    """The text of each file by its name; the same dataclasses always give the same bytes."""
    return {"contract.d.ts": declarations(), "openapi.json": _text(openapi()), "schema.json": _text(schema())}


def _text(value: dict[str, Json]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
