"""One specimen slip, and in words what became of it."""

from collections.abc import Iterator
from datetime import datetime

from hardware.errors import SlipRefused
from hardware.ports import Printer, PrintReport
from hardware.trials.probing import GRADES
from hardware.trials.say import Say, of_fault, same
from server.contract.slip import Slip, WaitRange
from server.contract.terms import Language, PrintFault, PrintOutcome

LABEL = "ТЕСТ"
"""No number of the hall's looks like it."""
TEXTS = {
    "your_number": "Пробний талон",
    "service": "Послуга",
    "purpose": "Мета",
    "before_you": "Перед вами",
    "wait": "Орієнтовно чекати",
    "minutes": "хв",
    "unknown_wait": "Поки що невідомо",
    "follow": "Стежте за чергою з телефона: наведіть камеру на код",
    "valid_today": "Не дійсний: лише перевірка принтера",
    "copy": "копія",
    "then": "Далі",
}


def specimen(now: datetime, url: str) -> Slip:
    """As long and as black as slips are; ``now`` is aware."""
    return Slip(
        hall_name="Центр надання адміністративних послуг",
        label=LABEL,
        service_name="Перевірка принтера: їжак, ґава, Є’нот, №, «лапки», ₴ 100",
        purpose_name="Print test: the quick brown fox",
        taken_at=now,
        people_before=0,
        wait=WaitRange(5, 10),
        phone_url=url,
        language=Language.UKRAINIAN,
        is_copy=False,
        texts=TEXTS,
    )


def printed(printer: Printer, slip: Slip) -> tuple[PrintReport | None, tuple[Say, ...]]:
    """The report (none: refused before any paper), and what to tell; lets go of the printer."""
    try:
        report = printer.print(slip)
    except SlipRefused as error:
        return None, (Say("Такий талон надрукувати не можна:", "Such a slip cannot be printed:"), same(str(error)))
    finally:
        printer.close()
    return report, tuple(_words(report))


def _words(report: PrintReport) -> Iterator[Say]:
    match report.outcome:
        case PrintOutcome.PRINTED:
            yield Say("Надруковано.", "Printed.")
            yield GRADES[report.evidence]
        case PrintOutcome.FAILED:
            yield Say("Не надруковано.", "Not printed.")
        case PrintOutcome.UNKNOWN:
            yield Say(
                "Невідомо, чи вийшов талон: подивіться на принтер.",
                "Whether the slip came out is not known: look at the printer.",
            )
    if report.fault is not PrintFault.NONE:
        yield of_fault(report.fault)
    if report.millimetres:
        yield Say(f"Паперу пішло до {report.millimetres} мм.", f"At most {report.millimetres} mm of paper were used.")
