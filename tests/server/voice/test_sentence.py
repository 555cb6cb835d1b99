"""What is said is words alone: no figures, no foreign letters, nothing a voice could stumble over."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.contract.terms import Language
from server.voice.errors import Unspeakable
from server.voice.lexicon import FORCED, LABEL_LETTERS, LETTERS
from server.voice.sentence import FREE_TEXT_SIGNS, PHRASE_SIGNS, free_text, label_call, ticket_call

UKRAINIAN, ENGLISH = Language.UKRAINIAN, Language.ENGLISH
ONLY_UKRAINIAN = re.compile(r"[АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя’ ,.]+")
ONLY_ENGLISH = re.compile(r"[A-Za-z ,.]+")


@pytest.mark.parametrize(
    ("label", "window", "said"),
    [
        ("А\u00a0042", "3", "Талон А сорок два, підійдіть до вікна номер три."),
        ("Б 007", "12", "Талон бе сім, підійдіть до вікна номер дванадцять."),
        ("Ж 115", "3А", "Талон же сто п’ятнадцять, підійдіть до вікна номер три А."),
        ("Щ1024", "№ 1", "Талон ща одна тисяча двадцять чотири, підійдіть до вікна номер один."),
        ("Н 1", "Каса", "Талон ен один, підійдіть до каси."),
        ("В 90", "каса 2", "Талон ве дев’яносто, підійдіть до каси номер два."),
        ("Я 3", "Вікно №\u00a07", "Талон Я три, підійдіть до вікна номер сім."),
        ("Я 3", "Реєстрація", "Талон Я три, підійдіть до вікна Реєстрація."),
        ("Я 3", "3A", "Талон Я три, підійдіть до вікна номер три А."),
    ],
)  # fmt: skip
def test_a_call_is_said_as_people_say_it(label: str, window: str, said: str) -> None:
    assert label_call(label, window=window, language=UKRAINIAN).text == said


@pytest.mark.parametrize(
    ("label", "window", "said"),
    [
        ("А\u00a0042", "3", "Ticket A forty two, please go to window number three."),
        ("Ж 115", "3А", "Ticket zheh one hundred and fifteen, please go to window number three A."),
        ("Щ1024", "№ 1", "Ticket shcha one thousand and twenty four, please go to window number one."),
        ("Н 1", "Каса", "Ticket H one, please go to the cash desk."),
        ("В 90", "каса 2", "Ticket B ninety, please go to cash desk number two."),
        ("Я 3", "Реєстрація", "Ticket ya three, please go to window Reiestratsiia."),
    ],
)
def test_an_english_call_names_the_letter_that_a_reader_of_english_sees(label: str, window: str, said: str) -> None:
    assert label_call(label, window=window, language=ENGLISH).text == said


def test_every_letter_of_a_label_has_a_name_of_its_own() -> None:
    alphabet = "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ"

    assert set(LABEL_LETTERS) == set(alphabet) - set("ЬҐЙ")
    for language in Language:
        names = [LETTERS[language][letter] for letter in alphabet]
        assert all(name and phonemes for name, phonemes in names)
        assert len({phonemes for _, phonemes in names}) == len(alphabet)


def test_numbers_to_1200_are_forced_ukrainian_words() -> None:
    for value in range(1, 1201):
        call = ticket_call("Ї", value, window=str(value), language=UKRAINIAN)

        assert ONLY_UKRAINIAN.fullmatch(call.text)
        assert all(word.phonemes for word in call.words)
        assert ONLY_ENGLISH.fullmatch(ticket_call("Ї", value, window=str(value), language=ENGLISH).text)


def test_each_number_is_said_differently() -> None:
    said = {ticket_call("А", value, window="1", language=UKRAINIAN).text for value in range(1, 1201)}

    assert len(said) == 1200


def test_a_number_has_no_limit() -> None:
    call = ticket_call("А", 2_000_345, window="1", language=UKRAINIAN)

    assert call.text.startswith("Талон А два мільйони триста сорок п’ять,")


def test_a_recall_says_the_same() -> None:
    first, again = (ticket_call("К", 8, window="2", language=UKRAINIAN) for _ in range(2))

    assert first == again
    assert repr(first) == repr(again)


@pytest.mark.parametrize("letter", ["Ь", "Ґ", "Й", "A", "а", "7", "", "АБ", "Ы"])
def test_a_letter_that_no_label_has_is_refused(letter: str) -> None:
    with pytest.raises(Unspeakable, match="label begins with"):
        ticket_call(letter, 1, window="1", language=UKRAINIAN)


@pytest.mark.parametrize("window", ["", " ", "—", "()", "Вікно", "[[]]"])
def test_a_window_without_a_name_is_refused(window: str) -> None:
    with pytest.raises(Unspeakable, match="window needs"):
        ticket_call("А", 1, window=window, language=UKRAINIAN)


@pytest.mark.parametrize("label", ["", "А", "42", "АБ 42", "А 4 2", "А -1"])
def test_what_is_no_label_is_refused(label: str) -> None:
    with pytest.raises(Unspeakable):
        label_call(label, window="1", language=UKRAINIAN)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Укриття — підвал школи № 5, вул. Соборна, 12-А.",
         "Укриття, підвал школи номер п’ять, вулиця Соборна, дванадцять А."),
        ("Увага! Повітряна тривога. Прийом призупинено", "Увага. Повітряна тривога. Прийом призупинено."),
        ("Вхід з двору, 150 м. Тел. 0522 24-56-78",
         "Вхід з двору, сто п’ятдесят метрів. "
         "Телефон нуль п’ять два два двадцять чотири п’ятдесят шість сімдесят вісім."),
        ("м. Кропивницький, пл. Героїв", "Місто Кропивницький, площа Героїв."),
        ("об'єкт, обʼєкт, об’єкт", "Об’єкт, об’єкт, об’єкт."),
        ("Wi-Fi у ЦНАП і ДМС", "Ві фі у ЦНАП і де ем ес."),
        ("CНАП, зaл", "СНАП, зал."),
        ("20 % знижки [[talon]] <break/> 😀", "Двадцять відсотків знижки, талон, бреак."),
        ("з 14:30 до 18:00", "З чотирнадцять тридцять до вісімнадцять нуль."),
    ],
)  # fmt: skip
def test_free_text_is_spelled_so_that_any_voice_says_it(written: str, said: str) -> None:
    assert free_text(written, UKRAINIAN).text == said


def test_english_free_text_tells_ukrainian_names_in_latin_letters() -> None:
    said = free_text("Air-raid alert! A shelter: Soborna st., 12, room 5A, Кропивницький", ENGLISH)

    assert said.text == "Air raid alert. A shelter, Soborna street, twelve, room five A, Kropyvnytskyi."


@given(st.text(max_size=400), st.sampled_from(Language))
def test_no_text_whatever_reaches_a_voice_with_signs_that_command_it(text: str, language: Language) -> None:
    try:
        sentence = free_text(text, language)
    except Unspeakable:
        return

    allowed = r"[Ѐ-ӿ’ ]+" if language is UKRAINIAN else r"[A-Za-zÀ-ɏЀ-ӿ’ ]+"
    assert all(re.fullmatch(allowed, word.text) for word in sentence.words)


def test_long_text_is_split_into_breaths_and_ends_with_a_whole_phrase() -> None:
    text = "Просимо всіх відвідувачів пройти до укриття у підвалі будинку та зачекати на відбій тривоги " * 40

    sentence = free_text(text, UKRAINIAN)

    lengths = [len(" ".join(word.text for word in phrase.words)) for phrase in sentence.phrases]
    assert max(lengths) <= PHRASE_SIGNS
    assert FREE_TEXT_SIGNS - PHRASE_SIGNS <= sum(lengths) <= FREE_TEXT_SIGNS


def test_words_with_mended_stress_are_forced_in_free_text_too() -> None:
    sentence = free_text("УКРИТТЯ! Зачекайте біля вікна", UKRAINIAN)

    forced = {word.text.lower(): word.phonemes for word in sentence.words if word.phonemes}
    assert forced == {word: FORCED[UKRAINIAN][word] for word in ("укриття", "зачекайте", "вікна")}
