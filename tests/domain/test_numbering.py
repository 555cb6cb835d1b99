"""Labels: what is printed, shown and said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.contract.terms import ProblemCode
from server.domain.errors import Refusal
from server.domain.numbering import LETTERS, checked_letter, label_of

letters = st.sampled_from(LETTERS)
numbers = st.integers(1, 10**6)


@given(one=st.tuples(letters, numbers), other=st.tuples(letters, numbers))
def test_two_tickets_never_share_a_label(one: tuple[str, int], other: tuple[str, int]) -> None:
    assert (label_of(*one) == label_of(*other)) == (one == other)


@given(letter=letters, number=numbers)
def test_a_label_is_a_letter_a_no_break_space_and_at_least_three_digits(letter: str, number: int) -> None:
    head, _, digits = label_of(letter, number).partition("\u00a0")

    assert head == letter
    assert len(digits) >= 3
    assert int(digits) == number


def test_numbers_beyond_999_simply_grow() -> None:
    assert label_of("Ж", 42) == "Ж\u00a0042"
    assert label_of("Ж", 1000) == "Ж\u00a01000"


def test_letters_are_ukrainian_and_each_is_there_once() -> None:
    assert len(set(LETTERS)) == len(LETTERS)
    assert set(LETTERS) < set("АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ")
    assert not set(LETTERS) & set("ЬҐЙ")


def test_letters_that_look_like_latin_ones_or_digits_come_last() -> None:
    look_alikes = set("АВЕІКМНОРСТХ") | set("БЗ")

    first = LETTERS[: -len(look_alikes)]

    assert not look_alikes & set(first)


@given(letter=letters)
def test_a_letter_is_taken_in_any_case(letter: str) -> None:
    assert checked_letter(f" {letter.lower()} ") == letter


@pytest.mark.parametrize("letter", ["", "Ь", "ґ", "Q", "A", "7", "АБ", " "])
def test_a_letter_that_is_misread_or_misheard_is_refused(letter: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked_letter(letter)

    assert refused.value.code is ProblemCode.BAD_VALUE
    assert refused.value.fields == {"field": "letter", "reason": " ".join(LETTERS)}
