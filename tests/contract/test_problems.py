"""Refusals are sentences that a person understands, in both languages."""

from __future__ import annotations

import re
from http import HTTPStatus

import pytest

from server.contract.problems import SENTENCES, problem
from server.contract.refusals import ALWAYS, REFUSALS
from server.contract.terms import ProblemCode, TicketState


def test_every_code_has_its_sentence() -> None:
    assert set(SENTENCES) == set(ProblemCode)


@pytest.mark.parametrize("code", ProblemCode)
def test_both_languages_say_the_same_fields(code: ProblemCode) -> None:
    sentence = SENTENCES[code]

    assert fields_of(sentence.uk) == fields_of(sentence.en)
    assert HTTPStatus(sentence.status) >= HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("code", ProblemCode)
def test_ukrainian_is_ukrainian_and_its_apostrophe_is_one(code: ProblemCode) -> None:
    said = SENTENCES[code].uk

    assert re.search("[а-яіїєґ]", said) or code is ProblemCode.BAD_VALUE
    assert not re.search("['ʼ`ыэъё]", said)


def test_a_field_that_is_not_given_shows_as_an_ellipsis() -> None:
    assert problem(ProblemCode.TICKET_OVER).titles == {"uk": "Талон … уже завершено.", "en": "Ticket … is over."}


@pytest.mark.parametrize("state", TicketState)
def test_a_tickets_state_is_said_in_words(state: TicketState) -> None:
    told = problem(ProblemCode.STEP_REFUSED, label="Ж 001", state=state, step="finish")

    assert "…" not in told.title + told.titles["en"]
    assert state not in told.title
    assert told.fields["state"] == state


def test_what_any_command_may_meet_is_not_listed_again() -> None:
    assert not [command.__name__ for command, codes in REFUSALS.items() if codes & ALWAYS]


def fields_of(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))
