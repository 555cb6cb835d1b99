"""Every shape of the contract, and values of each, made by hypothesis from the dataclasses alone."""

from __future__ import annotations

from dataclasses import is_dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_origin

from hypothesis import settings
from hypothesis import strategies as st

from server.contract.wire import choices, is_union, may_be_null, members, plain
from server.contract.writing.inventory import UNIONS, shapes

SHAPES: dict[str, Any] = {shape.of.__name__: shape.of for shape in shapes() if not shape.is_tagged} | UNIONS
"""What stands alone on the wire, by its name in the forms."""

QUICK = settings(max_examples=20, deadline=None)
"""There are fifty shapes: twenty values of each are a thousand, and a busy machine may take its time."""

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC) | ZONES)  # noqa: DTZ001 bounds


@cache
def values(shape: Any) -> st.SearchStrategy[Any]:
    """Any value of a shape that the contract's types allow."""
    shape = plain(shape)
    if is_union(shape):
        options = st.one_of(*(values(option) for option in choices(shape)))
        return st.none() | options if may_be_null(shape) else options
    if is_dataclass(shape):
        return st.builds(shape, **{name: values(hint) for name, hint, _ in members(shape)})  # type: ignore[arg-type]  # a class
    if get_origin(shape) is tuple:
        return st.lists(values(get_args(shape)[0]), max_size=3).map(tuple)
    if get_origin(shape) is dict:
        return st.dictionaries(TEXTS, values(get_args(shape)[1]), max_size=3)
    if isinstance(shape, type) and issubclass(shape, StrEnum):
        return st.sampled_from(shape)
    return _SCALARS[shape]


_SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    # The wire's times are cut to the millisecond: a screen needs no more.
    datetime: TIMES.map(lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)),
    date: st.dates(date(1971, 1, 1), date(2200, 1, 1)),
    str: TEXTS,
    bool: st.booleans(),
    int: st.integers(-(2**53), 2**53),
    float: st.floats(allow_nan=False, allow_infinity=False),
}
