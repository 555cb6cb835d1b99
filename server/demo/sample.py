"""The sample Center: spheres, services, windows, people and boxes as the office would have entered them."""

import csv
from dataclasses import dataclass
from pathlib import Path

from server.contract.terms import BoxKind, Purpose, Role
from server.domain.calendar import MINUTES_A_DAY, OpenDay
from server.domain.hall import LocalText

_SERVICES = Path(__file__).with_name("services.csv")

HALL_NAME: LocalText = {
    "uk": "Центр «Прозорий офіс», Кропивницький",
    "en": "“Transparent Office” Center, Kropyvnytskyi",
}
NOTICE: LocalText = {
    "uk": "Людей з інвалідністю обслуговують без черги. Позначте це, коли братимете талон, "
    "і покажіть документ біля вікна.",
    "en": "People with a disability are served first. Say so when taking a ticket, "
    "and show the document at the window.",
}
ALWAYS_OPEN = tuple(OpenDay(day, 0, MINUTES_A_DAY, MINUTES_A_DAY) for day in range(7))
"""A look at the demo may come at any hour; a real Center enters its own."""
PASSWORD = "prozoryi-ofis"
"""Of every sample person; the demo prints it, and a hall that is founded has none."""

SPHERES: dict[str, LocalText] = {
    "residence": {"uk": "Місце проживання", "en": "Place of residence"},
    "passports": {"uk": "Паспорти", "en": "Passports"},
    "business": {"uk": "Бізнес", "en": "Business"},
    "property": {"uk": "Земля і нерухомість", "en": "Land and property"},
    "family": {"uk": "Народження, шлюб, смерть", "en": "Births, marriages, deaths"},
    "social": {"uk": "Соціальна допомога", "en": "Social support"},
    "housing": {"uk": "Житло", "en": "Housing"},
    "drivers": {"uk": "Водіям", "en": "For drivers"},
}

WINDOWS: dict[str, tuple[str, ...]] = {
    "1": ("residence",),
    "2": ("residence", "housing"),
    "3": ("passports",),
    "4": ("passports",),
    "5": ("business", "property"),
    "6": ("property",),
    "7": ("family", "social"),
    "8": ("social", "housing", "drivers"),
}
"""Each window and the spheres that it serves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleService:
    """One row of ``services.csv``."""

    sphere: str
    letter: str
    name: LocalText
    minutes: float
    provider: LocalText
    fee: LocalText
    term: LocalText
    documents: LocalText

    @property
    def purposes(self) -> tuple[Purpose, ...]:
        """What is handed in is collected later; everything can be asked about."""
        return (Purpose.HAND_IN, Purpose.COLLECT, Purpose.CONSULTATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePerson:
    """Somebody who works in the sample Center."""

    login: str
    name: str
    roles: tuple[Role, ...]
    window: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleBox:
    """A box of the sample hall."""

    name: str
    kind: BoxKind
    has_printer: bool = False


PEOPLE = (
    SamplePerson(login="olena", name="Олена Коваль", roles=(Role.ADMINISTRATOR,), window="3"),
    SamplePerson(login="taras", name="Тарас Мельник", roles=(Role.ADMINISTRATOR,), window="1"),
    SamplePerson(login="iryna", name="Ірина Шевчук", roles=(Role.ADMINISTRATOR,), window="7"),
    SamplePerson(login="oksana", name="Оксана Бондар", roles=(Role.RECEPTIONIST,)),
    SamplePerson(login="mykola", name="Микола Ткач", roles=(Role.SUPERVISOR, Role.ADMINISTRATOR)),
    SamplePerson(login="it", name="Андрій Лисенко", roles=(Role.IT, Role.SUPERVISOR)),
    SamplePerson(login="audyt", name="Лідія Гнатюк", roles=(Role.AUDITOR,)),
)

BOXES = (
    SampleBox(name="Кіоск 1", kind=BoxKind.KIOSK, has_printer=True),
    SampleBox(name="Табло 1", kind=BoxKind.DISPLAY),
    SampleBox(name="Кнопки", kind=BoxKind.BUTTONS),
)


def services() -> tuple[SampleService, ...]:
    """Real services of such Centers; fees and terms are as of the row's source and must be checked before use."""
    with _SERVICES.open(encoding="utf-8", newline="") as file:
        return tuple(_service(row) for row in csv.DictReader(file))


def _service(row: dict[str, str]) -> SampleService:
    return SampleService(
        sphere=row["sphere"],
        letter=row["letter"],
        name={"uk": row["name_uk"], "en": row["name_en"]},
        minutes=float(row["minutes"]),
        provider={"uk": row["provider_uk"]},
        fee={"uk": row["fee_uk"], "en": row["fee_en"]},
        term={"uk": row["term_uk"], "en": row["term_en"]},
        documents={"uk": row["documents_uk"], "en": row["documents_en"]},
    )
