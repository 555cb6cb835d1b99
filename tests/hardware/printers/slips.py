"""Slips as a real hall prints them, for the printers' tests."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from server.contract.slip import Slip, WaitRange
from server.contract.terms import Language

UKRAINIAN_TEXTS = {
    "your_number": "Ваш номер",
    "service": "Послуга",
    "purpose": "Мета візиту",
    "before_you": "Перед вами",
    "wait": "Час очікування",
    "minutes": "хв",
    "unknown_wait": "Час очікування поки невідомий",
    "follow": "Ваше місце в черзі на телефоні",
    "valid_today": "Дійсний лише сьогодні",
    "copy": "копія",
    "then": "Далі",
}
ENGLISH_TEXTS = {
    "your_number": "Your number",
    "service": "Service",
    "purpose": "Purpose",
    "before_you": "Before you",
    "wait": "Expected wait",
    "minutes": "min",
    "unknown_wait": "Not known yet",
    "follow": "Follow the queue on your phone: scan the code",
    "valid_today": "Valid today only",
    "copy": "copy",
    "then": "Also, in any order",
}
TAKEN_AT = datetime(2025, 11, 24, 10, 42, tzinfo=ZoneInfo("Europe/Kyiv"))
PHONE_URL = "https://cherha.kr-rada.gov.ua/t/K7mQ2xWv9bTn4pLrAbCdEf"

UKRAINIAN = Slip(
    hall_name="Центр надання адміністративних послуг «Прозорий офіс»",
    label="А\N{NO-BREAK SPACE}042",
    service_name="Реєстрація місця проживання особи",
    purpose_name="Подати документи",
    taken_at=TAKEN_AT,
    people_before=7,
    wait=WaitRange(10, 15),
    phone_url=PHONE_URL,
    language=Language.UKRAINIAN,
    is_copy=False,
    texts=UKRAINIAN_TEXTS,
)
UKRAINIAN_LONG = Slip(
    hall_name="Центр надання адміністративних послуг «Прозорий офіс»",
    label="Ж\N{NO-BREAK SPACE}1024",
    service_name="Заява на відстрочку від призову на військову службу під час мобілізації (з 03.11.2025)",
    purpose_name="Отримати готовий документ",
    taken_at=TAKEN_AT,
    people_before=124,
    wait=None,
    phone_url=PHONE_URL,
    language=Language.UKRAINIAN,
    is_copy=True,
    texts=UKRAINIAN_TEXTS,
)
ENGLISH = Slip(
    hall_name="Administrative Services Center “Transparent Office”",
    label="Л\N{NO-BREAK SPACE}007",
    service_name="Passport of a citizen",
    purpose_name="Collect a finished document",
    taken_at=TAKEN_AT,
    people_before=0,
    wait=WaitRange(5, 5),
    phone_url=PHONE_URL,
    language=Language.ENGLISH,
    is_copy=False,
    texts=ENGLISH_TEXTS,
)
ENGLISH_LONG = Slip(
    hall_name="Administrative Services Center “Transparent Office”",
    label="Щ\N{NO-BREAK SPACE}345",
    service_name="State registration of ownership of immovable property and of its encumbrances",
    purpose_name="Consultation",
    taken_at=TAKEN_AT,
    people_before=38,
    wait=WaitRange(110, 125),
    phone_url=PHONE_URL,
    language=Language.ENGLISH,
    is_copy=True,
    texts=ENGLISH_TEXTS,
)
UKRAINIAN_ROUTE = replace(
    UKRAINIAN,
    further=("Видача паспорта громадянина України для виїзду за кордон", "Довідка про реєстрацію місця проживання"),
)
ENGLISH_ROUTE = replace(
    ENGLISH,
    further=("Certificate of residence", "Housing subsidy", UKRAINIAN_LONG.service_name, "Marriage"),
)
ALL = {
    "uk": UKRAINIAN,
    "uk-long": UKRAINIAN_LONG,
    "uk-route": UKRAINIAN_ROUTE,
    "en": ENGLISH,
    "en-long": ENGLISH_LONG,
    "en-route": ENGLISH_ROUTE,
}
EPSON_80_MM, OLDER_EPSON, PAPER_58_MM = 576, 512, 384
WIDTHS = (EPSON_80_MM, OLDER_EPSON, PAPER_58_MM)
