"""What the control page of the virtual printer says, in both languages."""

from collections.abc import Mapping

from hardware.printers.virtual.misbehaviour import Mode

GROUPS: tuple[tuple[str, tuple[Mode, ...]], ...] = (
    ("well", (Mode.NORMAL,)),
    ("paper", (Mode.NEAR_END, Mode.PAPER_OUT, Mode.PAPER_OUT_HALFWAY)),
    ("body", (Mode.COVER_OPEN, Mode.COVER_OPEN_HALFWAY, Mode.CUTTER_JAMS, Mode.BROKEN, Mode.NOT_TAKEN)),
    ("line", (Mode.SILENT, Mode.SILENT_HALFWAY, Mode.SLOW, Mode.CLOSES_HALFWAY, Mode.ONE_WAY, Mode.GARBLED)),
)
"""The buttons, by what somebody would look at first. A jammed cutter is what the order to jam turns into, not an
order."""

UKRAINIAN: Mapping[str, str] = {
    "title": "Віртуальний принтер",
    "lead": "Замість паперу — зображення талонів у теці. Оберіть, що сталося з принтером.",
    "listens": "Приймає ESC/POS на",
    "now": "Зараз",
    "well": "Усе гаразд",
    "paper": "Папір",
    "body": "Механіка",
    "line": "Зв’язок",
    "slips": "Останні талони",
    "nothing": "Ще нічого не надруковано.",
    "torn": "відірвано, не цілий",
    "kilobytes": "КБ",
    "millimetres": "мм",
    "away": "Принтер вимкнено",
    "other_language": "English",
    Mode.NORMAL: "Справний",
    Mode.NEAR_END: "Папір закінчується",
    Mode.PAPER_OUT: "Паперу немає",
    Mode.PAPER_OUT_HALFWAY: "Папір скінчиться посеред талона",
    Mode.COVER_OPEN: "Кришку відкрито",
    Mode.COVER_OPEN_HALFWAY: "Кришку відкриють посеред талона",
    Mode.CUTTER_JAMS: "Ніж заклинить",
    Mode.CUTTER_JAMMED: "Ніж заклинило",
    Mode.BROKEN: "Невиправна помилка",
    Mode.SILENT: "Мовчить",
    Mode.SILENT_HALFWAY: "Замовкне посеред талона",
    Mode.SLOW: "Повільний",
    Mode.CLOSES_HALFWAY: "Обірве зв’язок посеред талона",
    Mode.ONE_WAY: "Друкує, але не відповідає",
    Mode.NOT_TAKEN: "Талони не забирають",
    Mode.GARBLED: "Відповідає незрозуміло",
}
ENGLISH: Mapping[str, str] = {
    "title": "Virtual printer",
    "lead": "Prints tickets as pictures into a folder. Choose what has happened to it.",
    "listens": "Takes ESC/POS at",
    "now": "Now",
    "well": "All is well",
    "paper": "Paper",
    "body": "Mechanics",
    "line": "Connection",
    "slips": "Latest tickets",
    "nothing": "Nothing has been printed yet.",
    "torn": "torn off, not whole",
    "kilobytes": "kB",
    "millimetres": "mm",
    "away": "The printer is off",
    "other_language": "Українською",
    Mode.NORMAL: "Works",
    Mode.NEAR_END: "Paper is running out",
    Mode.PAPER_OUT: "No paper",
    Mode.PAPER_OUT_HALFWAY: "Paper ends in mid-ticket",
    Mode.COVER_OPEN: "Cover is open",
    Mode.COVER_OPEN_HALFWAY: "Cover opens in mid-ticket",
    Mode.CUTTER_JAMS: "Cutter will jam",
    Mode.CUTTER_JAMMED: "Cutter has jammed",
    Mode.BROKEN: "Unrecoverable error",
    Mode.SILENT: "Silent",
    Mode.SILENT_HALFWAY: "Falls silent in mid-ticket",
    Mode.SLOW: "Slow",
    Mode.CLOSES_HALFWAY: "Breaks off in mid-ticket",
    Mode.ONE_WAY: "Prints but never answers",
    Mode.NOT_TAKEN: "Tickets are not taken",
    Mode.GARBLED: "Answers rubbish",
}
TEXTS: Mapping[str, Mapping[str, str]] = {"uk": UKRAINIAN, "en": ENGLISH}
