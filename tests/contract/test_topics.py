"""Topics have one name each, and a name leads back to its topic or to none."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.contract.topics import Topic, path_of, topic_at
from tests.contract.shapes import QUICK

SAFE = st.text(st.characters(exclude_characters="/").filter(str.isprintable), min_size=1, max_size=10)


@pytest.mark.parametrize("kind", get_args(Topic))
@QUICK
@given(data=st.data())
def test_a_topics_name_leads_back_to_it(kind: Any, data: st.DataObject) -> None:
    topic = kind(*(data.draw(SAFE) for _ in kind.__dataclass_fields__))

    assert topic_at(path_of(topic)) == topic


@pytest.mark.parametrize(
    "path",
    [
        *("", "/", "halls", "tickets/", "tickets/a/b", "halls/h/", "halls/h/tickets", "halls/h/board/x"),
        *("halls//board", "halls//kiosk", "halls//queue", "halls//boxes", "halls//windows/1"),
        *("halls/h/windows/", "halls/h/boxes/", "tickets/a\0b", "tickets/\ud800"),
    ],
)
def test_any_other_name_is_no_topic(path: str) -> None:
    assert topic_at(path) is None
