"""What one process says of a hall, the other hears."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.contract.terms import ServiceId, TicketId
from server.domain.forecast import NEVER_MS, UNKNOWN, Unknown, Wait
from server.domain.outlook import Outlook
from server.domain.place import LineClass
from server.forecast.speech import heard, said

WAITS = st.just(UNKNOWN) | st.builds(Wait, st.integers(0, NEVER_MS), st.integers(0, NEVER_MS))


def told_by(name: type[str]) -> st.SearchStrategy[dict[str, Wait | Unknown]]:
    return st.dictionaries(st.text(min_size=1).map(name), WAITS, max_size=4)


@given(
    st.none()
    | st.builds(
        Outlook,
        st.dictionaries(st.sampled_from(LineClass), told_by(ServiceId)),
        told_by(TicketId),
    )
)
def test_one_line_says_it_whole(outlook: Outlook | None) -> None:
    line = said(outlook)

    assert b"\n" not in line
    assert heard(line) == outlook


@pytest.mark.parametrize("line", [b"", b"[", b"{}", b"[1]", b'[{"nobody": {}}, {}]'])
def test_another_line_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        heard(line)
