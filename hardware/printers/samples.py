"""Slips to try a layout with: the usual, the shortest and the longest that a Center prints, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from server.contract.slip import Slip, SlipWords, WaitRange
from server.contract.terms import Language

TEXTS: Mapping[Language, Mapping[str, str]] = {
    Language.UKRAINIAN: {
        "your_number": "Ваш номер",
        "service": "Послуга",
        "purpose": "Мета візиту",
        "before_you": "Перед вами",
        "wait": "Час очікування",
        "minutes": "хв",
        "unknown_wait": "Час очікування поки невідомий",
        "follow": "Ваше місце в черзі на телефоні",
        "valid_today": "Талон дійсний лише сьогодні",
        "copy": "КОПІЯ",
        "then": "Далі",
        "documents": "Підготуйте документи",
        "window": "Вікно",
        "windows": "Вікна",
    },
    Language.ENGLISH: {
        "your_number": "Your number",
        "service": "Service",
        "purpose": "Purpose",
        "before_you": "People before you",
        "wait": "Waiting time",
        "minutes": "min",
        "unknown_wait": "Waiting time is not known yet",
        "follow": "Your place in line, on your phone",
        "valid_today": "Valid today only",
        "copy": "COPY",
        "then": "Then",
        "documents": "Documents to have ready",
        "window": "Window",
        "windows": "Windows",
    },
}
"""As the server says them; a test holds both equal."""

_HALLS = {
    Language.UKRAINIAN: "Центр надання адміністративних послуг «Прозорий офіс»",
    Language.ENGLISH: "Center for Administrative Services “Transparent Office”",
}
_BOTTOM = {
    Language.UKRAINIAN: "Укриття — у підвалі, вхід із двору.",
    Language.ENGLISH: "The shelter is in the basement, enter from the yard.",
}
_PHONE_URL = "https://cherha.example.ua/t/K7mQ2xWv9bTn4pLrAbCdEf"
_TAKEN_AT = datetime(2025, 11, 24, 10, 42, tzinfo=ZoneInfo("Europe/Kyiv"))


@dataclass(frozen=True, slots=True)
class _Visit:
    """What somebody came for, in one language."""

    service: str
    purpose: str
    documents: tuple[str, ...] = ()
    further: tuple[str, ...] = ()


_USUAL = {
    Language.UKRAINIAN: _Visit(
        "Паспорт для виїзду за кордон",
        "Подати документи",
        ("ID-картка", "податковий номер (РНОКПП)", "квитанція про сплату"),
    ),
    Language.ENGLISH: _Visit(
        "Passport for travel abroad",
        "Hand in documents",
        ("ID card", "tax number (RNOKPP)", "receipt of payment"),
    ),
}
_LONG = {
    Language.UKRAINIAN: _Visit(
        "Державна реєстрація права власності на нерухоме майно",
        "Подати документи",
        (
            "заява",
            "паспорти всіх власників",
            "податковий номер (РНОКПП)",
            "документ про право власності",
            "квитанція про сплату збору",
        ),
        ("Відомості про склад зареєстрованих осіб за адресою",),
    ),
    Language.ENGLISH: _Visit(
        "State registration of ownership of immovable property",
        "Hand in documents",
        (
            "application",
            "passports of all owners",
            "tax number (RNOKPP)",
            "proof of ownership",
            "receipt of payment of the fee",
        ),
        ("List of persons registered at an address",),
    ),
}


def sample_slips(language: Language) -> dict[str, Slip]:
    """By what they are for: ``usual``, ``short`` (nothing known, nothing to bring), ``long``, ``copy``."""
    usual = _slip(_USUAL, language)
    long = _slip(_LONG, language)
    return {
        "usual": usual,
        "short": replace(usual, documents=(), windows=(), bottom_text="", second=None, wait=None, people_before=0),
        "long": replace(
            long,
            label="Ж\N{NO-BREAK SPACE}1024",
            people_before=124,
            wait=WaitRange(110, 125),
            windows=("11", "12", "13", "14", "17", "21", "Каса"),
        ),
        "copy": replace(usual, is_copy=True),
    }


def _slip(visits: Mapping[Language, _Visit], language: Language) -> Slip:
    other = Language.ENGLISH if language is Language.UKRAINIAN else Language.UKRAINIAN
    visit = visits[language]
    return Slip(
        hall_name=_HALLS[language],
        label="П\N{NO-BREAK SPACE}042",
        service_name=visit.service,
        purpose_name=visit.purpose,
        taken_at=_TAKEN_AT,
        people_before=7,
        wait=WaitRange(10, 15),
        phone_url=_PHONE_URL,
        language=language,
        is_copy=False,
        texts=dict(TEXTS[language]),
        further=visit.further,
        documents=visit.documents,
        windows=("3", "4", "5", "7"),
        bottom_text=_BOTTOM[language],
        second=_words(visits[other], other),
    )


def _words(visit: _Visit, language: Language) -> SlipWords:
    return SlipWords(
        language=language,
        hall_name=_HALLS[language],
        service_name=visit.service,
        purpose_name=visit.purpose,
        texts=dict(TEXTS[language]),
        further=visit.further,
        documents=visit.documents,
        bottom_text=_BOTTOM[language],
    )
