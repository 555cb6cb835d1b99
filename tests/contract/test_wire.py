"""JSON that is not what it should be is refused with its place, and never in any other way."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.contract.answers import Answer, Done
from server.contract.box_commands import ReportHealth
from server.contract.catalogue import BoxEnrolled, DayHours
from server.contract.commands import TakeTicket
from server.contract.messages import AudioClip, Revision
from server.contract.slip import Slip
from server.contract.terms import PriorityClass, RequestId
from server.contract.wire import Json, WireError, canonical, dumps, from_json, kind_of, loads, to_json
from tests.contract.shapes import QUICK, SHAPES, values

LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
ANY_JSON: st.SearchStrategy[Json] = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
TAKE: dict[str, Json] = {"request_id": "r", "service_id": "s", "purpose": "hand-in"}


@dataclass(frozen=True, slots=True)
class Stamp:
    """A shape with a time alone."""

    taken_at: datetime


@pytest.mark.parametrize("name", SHAPES)
@QUICK
@given(value=ANY_JSON)
def test_any_json_is_either_read_or_refused_with_a_path(name: str, value: Json) -> None:
    refused_or_read(SHAPES[name], value)


@pytest.mark.parametrize("name", SHAPES)
@QUICK
@given(data=st.data())
def test_one_wrong_place_in_a_good_value_is_refused_with_a_path(name: str, data: st.DataObject) -> None:
    good = to_json(data.draw(values(SHAPES[name])), SHAPES[name])

    refused_or_read(SHAPES[name], spoiled(good, data))


@QUICK
@given(text=st.text() | st.binary())
def test_any_text_is_either_read_or_refused(text: str | bytes) -> None:
    with pytest.raises(WireError):
        loads(TakeTicket, text)


@pytest.mark.parametrize(
    ("shape", "value", "path"),
    [
        (TakeTicket, [], "$"),
        (TakeTicket, TAKE | {"purpose": "smile"}, "$.purpose"),
        (TakeTicket, TAKE | {"purpose": 7}, "$.purpose"),
        (TakeTicket, TAKE | {"service_id": 7}, "$.service_id"),
        (TakeTicket, TAKE | {"service_id": None}, "$.service_id"),
        (TakeTicket, TAKE | {"service_id": "a\0b"}, "$.service_id"),
        (TakeTicket, TAKE | {"service_id": "\ud800"}, "$.service_id"),
        (TakeTicket, TAKE | {"priority": 1}, "$.priority"),
        (TakeTicket, TAKE | {"colour": "red"}, "$.colour"),
        (TakeTicket, {"service_id": "s", "purpose": "hand-in"}, "$.request_id"),
        (ReportHealth, {"request_id": "r", "version": "1", "devices": {}}, "$.devices"),
        (ReportHealth, {"request_id": "r", "version": "1", "devices": [7]}, "$.devices[0]"),
        (Revision, {"sequence": True, "refresh": 0}, "$.sequence"),
        (Revision, {"sequence": 2**53 + 1, "refresh": 0}, "$.sequence"),
        (Revision, {"sequence": 1.5, "refresh": 0}, "$.sequence"),
        (DayHours, {"weekday": "1", "opens": "", "intake_ends": "", "closes": ""}, "$.weekday"),
        (Answer, {"kind": "smile"}, "$.kind"),
        (Answer, {}, "$.kind"),
        (Answer, None, "$.kind"),
        (Answer, {"kind": ["done"]}, "$.kind"),
    ],
)
def test_the_path_says_where(shape: Any, value: Json, path: str) -> None:
    with pytest.raises(WireError) as refused:
        from_json(shape, value)

    assert refused.value.path == path


@pytest.mark.parametrize("said", ["noon", "2026-01-31T09:30:00", "", 7, None, "2026-13-01T00:00:00+00:00"])
def test_a_time_must_say_its_zone(said: Json) -> None:
    slip = {"taken_at": said}

    with pytest.raises(WireError) as refused:
        from_json(Stamp, slip)

    assert refused.value.path == "$.taken_at"


@pytest.mark.parametrize("text", ["{", "", "[" * 100_000, b"\xff", '{"a": NaN}'])
def test_a_text_that_is_no_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(WireError):
        loads(Done, text)


@pytest.mark.parametrize("said", ["NaN", "Infinity", "-Infinity", "1e999", "1" + "0" * 400])
def test_a_number_that_is_none_is_refused(said: str) -> None:
    with pytest.raises(WireError):
        loads(AudioClip, f'{{"language": "uk", "path": "/", "seconds": {said}}}')


def test_a_whole_number_is_a_number_too() -> None:
    clip = from_json(AudioClip, {"language": "uk", "path": "/", "seconds": 3})

    assert clip.seconds == 3.0
    assert isinstance(clip.seconds, float)


def test_what_has_a_default_may_be_left_out() -> None:
    taken = from_json(TakeTicket, TAKE)

    assert taken.priority is PriorityClass.ORDINARY


def test_an_answer_carries_its_kind_and_stays_readable() -> None:
    assert dumps(Done(), Answer) == '{"kind":"done"}'


def test_a_kind_is_the_class_in_kebab_case() -> None:
    assert kind_of(ReportHealth) == "report-health"


@QUICK
@given(one=values(TakeTicket), other=values(TakeTicket))
def test_the_same_asking_has_the_same_canonical_text_whatever_its_request_id(
    one: TakeTicket, other: TakeTicket
) -> None:
    is_same = replace(one, request_id=RequestId("")) == replace(other, request_id=RequestId(""))

    assert (canonical(one) == canonical(other)) == is_same


@QUICK
@given(slip=values(Slip))
def test_a_canonical_text_is_json(slip: Slip) -> None:
    assert json.loads(canonical(slip))["label"] == slip.label


def test_sets_have_one_canonical_text() -> None:
    assert canonical({"roles": {"b", "a"}}) == canonical({"roles": {"a", "b"}}) == '{"roles":["a","b"]}'


def test_what_is_no_value_has_no_canonical_text() -> None:
    with pytest.raises(TypeError, match="object has no canonical form"):
        canonical(object())


def test_what_is_no_shape_has_no_form_on_the_wire() -> None:
    with pytest.raises(TypeError, match="no form on the wire"):
        to_json(3, complex)


def test_one_of_a_union_may_not_have_a_kind_of_its_own() -> None:
    with pytest.raises(TypeError, match="BoxEnrolled is one of a union"):
        to_json(Done(), Done | BoxEnrolled)


def refused_or_read(shape: Any, value: Json) -> None:
    """Reads, or refuses with a path into the value; any other exception fails the test."""
    refusal = None
    try:
        from_json(shape, value)
    except WireError as error:
        refusal = error
    assert refusal is None or (refusal.path.startswith("$") and refusal.reason)


def spoiled(value: Json, data: st.DataObject) -> Json:
    """The value with something else, more or less at one place of it."""
    is_deeper = data.draw(st.sampled_from([True, True, True, False]))
    match value:
        case dict() if value and is_deeper:
            name = data.draw(st.sampled_from(sorted(value)))
            if data.draw(st.booleans()):
                return {key: each for key, each in value.items() if key != name}
            return {**value, name: spoiled(value[name], data)}
        case list() if value and is_deeper:
            return [spoiled(value[0], data), *value[1:]]
        case _:
            return data.draw(ANY_JSON)
