"""A catalogue with the names and lengths of a real Center, for a kiosk to show."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from server.contract import wire
from server.contract.catalogue import DayHours, KioskLease, ServiceCard, SphereCard
from server.contract.messages import KioskSnapshot, ServiceNow
from server.contract.slip import WaitRange
from server.contract.terms import HallId, Intake, Language, Purpose, ServiceId, SphereId
from server.i18n.catalogue import texts

HALL = HallId("hall-1")
ALL = (Purpose.CONSULTATION, Purpose.HAND_IN, Purpose.COLLECT)
HOURS = tuple(DayHours(weekday=day, opens="08:00", intake_ends="16:00", closes="17:00") for day in range(5))

# Sphere: its name, English name, letter, services.
SPHERES: tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Реєстрація місця проживання",
        "Place of residence",
        "А",
        (
            ("Реєстрація місця проживання особи", "Registering a place of residence"),
            ("Зняття з реєстрації місця проживання", "Leaving the register of residence"),
            ("Декларування місця проживання особи", "Declaring a place of residence"),
            ("Реєстрація місця проживання дитини до 14 років", "Residence of a child under 14"),
            ("Відомості про склад зареєстрованих осіб за адресою", "Who is registered at an address"),
            ("Витяг з реєстру територіальної громади", "Extract from the community register"),
            ("Довідка про реєстрацію місця проживання", "Certificate of residence"),
            ("Повідомлення про зміну адреси", "Notice of a changed address"),
        ),
    ),
    (
        "Паспортні послуги",
        "Passports",
        "П",
        (
            ("ID-картка вперше (14 років)", "First ID card (at 14)"),
            ("ID-картка: обмін або втрата", "ID card: exchange or loss"),
            ("Паспорт для виїзду за кордон", "Passport for travel abroad"),
            ("Одночасно ID-картка та закордонний паспорт", "ID card and passport together"),
            ("Вклеювання фото у 25 та 45 років", "A new photo at 25 and 45"),
        ),
    ),
    ("Бізнес", "Business", "Б", (("Державна реєстрація ФОП", "Registering a sole trader"),)),
    (
        "Нерухомість і земля",
        "Property and land",
        "Н",
        (
            (
                "Державна реєстрація права власності на нерухоме майно",
                "State registration of ownership of immovable property",
            ),
            ("Внесення відомостей про земельну ділянку до ДЗК", "Entering a land plot into the State Land Cadastre"),
            ("Витяг з ДЗК про земельну ділянку", "Extract from the cadastre on a plot"),
        ),
    ),
    ("Народження, шлюб, смерть", "Births, marriages, deaths", "Д", (("Державна реєстрація шлюбу", "Marriage"),)),
    (
        "Соціальна допомога",
        "Social support",
        "С",
        (
            ("Посвідчення багатодітної сім’ї, пакет «багатодітна сім’я»", "Certificate of a family with many children"),
            ("Житлова субсидія", "Housing subsidy"),
        ),
    ),
    ("Водіям", "Drivers", "В", (("Обмін посвідчення водія", "Exchange of a driving licence"),)),
    ("Видача готових документів", "Collecting documents", "К", (("Видача готових документів", "Collecting"),)),
)


def lease(version: int = 1, **changes: Any) -> KioskLease:
    """The lease of the sample; ``changes`` are members of ``KioskLease``."""
    now = datetime.now(UTC)
    members: dict[str, Any] = {
        "hall_id": HALL,
        "hall_name": {"uk": "Прозорий офіс", "en": "Transparent Office"},
        "time_zone": "Europe/Kyiv",
        "version": version,
        "hours": HOURS,
        "spheres": tuple(_sphere(number, *sphere) for number, sphere in enumerate(SPHERES)),
        "out_of_turn_notice": {
            "uk": "Особи з інвалідністю мають право на обслуговування позачергово. Підстава: стаття 38-1 Закону.",
            "en": "Persons with disabilities have the right to be served out of turn.",
        },
        "texts": {language.value: texts(language) for language in Language},
        "sounds": (),
        "reserved": (),
        "phone_base_url": "http://127.0.0.1:8080/t/",
        "issued_at": now,
        "valid_until": now + timedelta(days=2),
    }
    return KioskLease(**{**members, **changes})


def _sphere(number: int, name: str, english: str, letter: str, services: tuple[tuple[str, str], ...]) -> SphereCard:
    return SphereCard(
        sphere_id=SphereId(f"sphere-{number}"),
        name={"uk": name, "en": english},
        services=tuple(
            ServiceCard(
                service_id=ServiceId(f"service-{number}-{place}"),
                name={"uk": uk, "en": en},
                letter=letter,
                purposes=(Purpose.COLLECT,) if letter == "К" else ALL,
                documents={"uk": "паспорт, РНОКПП, заява, квитанція про сплату", "en": "passport, tax number, receipt"},
                fee={"uk": "45,42 грн", "en": "UAH 45.42"},
                term={"uk": "у день звернення", "en": "the same day"},
                provider={"uk": "орган реєстрації", "en": "registration body"},
                hours=(),
            )
            for place, (uk, en) in enumerate(services)
        ),
    )


def snapshot(of: KioskLease, *, intake: Intake = Intake.OPEN) -> KioskSnapshot:
    """What a newcomer would meet: every third service's wait is unknown, every fifth has nobody serving."""
    services = [service for sphere in of.spheres for service in sphere.services]
    return KioskSnapshot(
        lease_version=of.version,
        intake=intake,
        now=datetime.now(UTC),
        services=tuple(
            ServiceNow(
                service_id=service.service_id,
                intake=Intake.NOBODY_SERVES if place % 5 == 4 else intake,
                people_before=place * 3 % 17,
                wait=None if place % 3 == 2 else WaitRange(5 * (place % 4), 5 * (place % 4) + 10),
            )
            for place, service in enumerate(services)
        ),
    )


def as_json(value: object, shape: Any = None) -> Any:
    """The value as it travels."""
    return json.loads(wire.dumps(value, shape))
