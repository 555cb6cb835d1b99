"""A refusal says what and with which words."""

from __future__ import annotations

from server.contract.terms import ProblemCode
from server.domain.errors import Refusal


def test_a_refusal_names_its_code_and_its_fields() -> None:
    assert str(Refusal(ProblemCode.BUSY)) == "busy"
    assert str(Refusal(ProblemCode.TICKET_OVER, label="Ж 001")) == "ticket-over {'label': 'Ж 001'}"
