"""The written forms say what the dataclasses say, and stand in the tree as they would be written now."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from server.contract.wire import from_json, to_json
from server.contract.writing.files import FOLDER, forms
from server.contract.writing.inventory import SENT
from tests.contract.shapes import QUICK, SHAPES, values


@pytest.mark.parametrize("name", ["contract.d.ts", "openapi.json", "schema.json"])
def test_a_form_in_the_tree_is_what_would_be_written_now(name: str) -> None:
    written = FOLDER.joinpath(name).read_text("utf-8")

    assert written == forms()[name], "run: python -m server.contract"


def test_writing_twice_gives_the_same_bytes() -> None:
    assert forms() == forms()


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("name", SHAPES)
@QUICK
@given(data=st.data())
def test_a_value_fits_the_schema_and_comes_back_the_same(name: str, data: st.DataObject) -> None:
    value = data.draw(values(SHAPES[name]))

    sent = json.loads(json.dumps(to_json(value, SHAPES[name])))

    validator(name).validate(sent)
    assert from_json(SHAPES[name], sent) == value


@pytest.mark.parametrize("name", SHAPES)
@QUICK
@given(data=st.data())
def test_the_schema_refuses_a_member_that_nobody_knows(name: str, data: st.DataObject) -> None:
    sent = to_json(data.draw(values(SHAPES[name])), SHAPES[name])
    assert isinstance(sent, dict)

    assert not validator(name).is_valid({**sent, "surprise": 1})


def test_every_reference_of_a_form_leads_somewhere() -> None:
    for name in ("openapi.json", "schema.json"):
        text = forms()[name]
        whole = json.loads(text)

        for reference in set(re.findall(r'"(#/[^"]+)"', text)):
            place = whole
            for step in reference.removeprefix("#/").split("/"):
                place = place[step]


def test_every_command_has_its_address() -> None:
    paths = json.loads(forms()["openapi.json"])["paths"]

    assert paths["/v1/commands/take-ticket"]["post"]["operationId"] == "TakeTicket"
    assert sum(path.startswith("/v1/commands/") for path in paths) == len(SENT)


def test_a_refusal_is_told_under_its_status_with_its_codes() -> None:
    responses = json.loads(forms()["openapi.json"])["paths"]["/v1/commands/mark-missed"]["post"]["responses"]

    schema = responses["409"]["content"]["application/problem+json"]["schema"]

    assert "too-early" in schema["allOf"][1]["properties"]["code"]["enum"]


def test_what_the_sources_say_of_a_member_reaches_the_page() -> None:
    assert "  /** Paper used, for the stock of rolls. */\n  millimetres?: number;" in forms()["contract.d.ts"]


@cache
def schema() -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(forms()["schema.json"])
    return whole


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator({"$defs": schema()["$defs"], "$ref": f"#/$defs/{name}"})
