"""What the page of the virtual panels says, in both languages."""

from collections.abc import Mapping

from hardware.buttons.ports import KeyPress
from hardware.buttons.virtual.far_end import FarEnd, Light
from hardware.buttons.virtual.misbehaviour import OFFERED, Mode
from server.contract.terms import PanelMake, PressKind

GROUPS: Mapping[str, tuple[Mode, ...]] = {
    "well": (Mode.NORMAL,),
    "devices": (Mode.SILENT, Mode.ONE_SILENT, Mode.STUCK),
    "line": (Mode.NOISE, Mode.PIECES, Mode.TORN, Mode.WRONG_SUM, Mode.REPEATS, Mode.UNPLUGGED),
}
"""The buttons, by what somebody would look at first."""

UKRAINIAN: Mapping[str, str] = {
    "title": "Кнопки виклику",
    "lead": "Натисніть клавішу пульта, а лампа покаже відповідь сервера. Перемикачами оберіть, що сталося.",
    "wire": "Лінія",
    "panel": "Пульт",
    "lamp": "Лампа",
    "sign": "На табло",
    "empty": "нічого",
    "now": "Зараз",
    "well": "Усе гаразд",
    "devices": "Пульти",
    "line": "Зв’язок",
    "away": "Програму зупинено",
    "no_power": "без живлення",
    "other_language": "English",
    "call": "Викликати",
    "recall": "Повторити",
    "start": "Почати",
    "finish": "Завершити",
    "missed": "Не з’явився",
    "redirect": "Перенаправити",
    "numbered": "Клавіша {key}",
    "long": "{key}, тримаючи натиснутою",
    "second": "Друга кнопка",
    Mode.NORMAL: "Справні",
    Mode.SILENT: "Усі без живлення",
    Mode.ONE_SILENT: "Перший без живлення",
    Mode.STUCK: "Наступна натиснута клавіша залипне",
    Mode.NOISE: "Завади на лінії",
    Mode.PIECES: "Повідомлення приходять частинами",
    Mode.TORN: "Кожне друге повідомлення обривається",
    Mode.WRONG_SUM: "У кожному другому хибна контрольна сума",
    Mode.REPEATS: "Кожне натискання повторюється",
    Mode.UNPLUGGED: "Від’єднано",
    Light.DARK: "не світиться",
    Light.STEADY: "світиться: талон викликано",
    Light.SLOW: "повільно блимає: ніхто не чекає",
    Light.FLASH: "короткий спалах: хтось чекає",
    Light.FAST: "швидко блимає: відмовлено",
    Light.DOUBLE: "подвійні спалахи: немає зв’язку",
    Light.RED: "світиться червоним",
    Light.GREEN: "світиться зеленим",
    Light.FAST_RED: "швидко блимає червоним",
    Light.FAST_GREEN: "швидко блимає зеленим",
    Light.SLOW_RED: "повільно блимає червоним: відмовлено або немає зв’язку",
    Light.SLOW_GREEN: "повільно блимає зеленим: хтось чекає",
}
ENGLISH: Mapping[str, str] = {
    "title": "Call buttons",
    "lead": "Press a key of a panel; its lamp shows what the server answers. Choose by the switches what has happened.",
    "wire": "Wire",
    "panel": "Panel",
    "lamp": "Lamp",
    "sign": "On the display",
    "empty": "nothing",
    "now": "Now",
    "well": "All is well",
    "devices": "Panels",
    "line": "Connection",
    "away": "The program has been stopped",
    "no_power": "without power",
    "other_language": "Українською",
    "call": "Call next",
    "recall": "Call again",
    "start": "Start",
    "finish": "Finish",
    "missed": "Has not come",
    "redirect": "Redirect",
    "numbered": "Key {key}",
    "long": "{key}, held down",
    "second": "Second button",
    Mode.NORMAL: "They work",
    Mode.SILENT: "All without power",
    Mode.ONE_SILENT: "The first one without power",
    Mode.STUCK: "The next key that is pressed will stick",
    Mode.NOISE: "Noise on the wire",
    Mode.PIECES: "Frames come in pieces",
    Mode.TORN: "Every second frame breaks off",
    Mode.WRONG_SUM: "Every second frame has a wrong check sum",
    Mode.REPEATS: "Each press is repeated",
    Mode.UNPLUGGED: "Unplugged",
    Light.DARK: "dark",
    Light.STEADY: "lit: a ticket is called",
    Light.SLOW: "slow blinking: nobody is waiting",
    Light.FLASH: "a short flash: somebody is waiting",
    Light.FAST: "fast blinking: refused",
    Light.DOUBLE: "double flashes: no connection",
    Light.RED: "red",
    Light.GREEN: "green",
    Light.FAST_RED: "fast red blinking",
    Light.FAST_GREEN: "fast green blinking",
    Light.SLOW_RED: "slow red blinking: refused, or no connection",
    Light.SLOW_GREEN: "slow green blinking: somebody is waiting",
}
TEXTS: Mapping[str, Mapping[str, str]] = {"uk": UKRAINIAN, "en": ENGLISH}
_MODBUS: Mapping[str, Mapping[str, str]] = {
    "uk": {"title": "Кнопки на модулях Modbus", "devices": "Модулі", Light.STEADY: "світиться"},
    "en": {"title": "Buttons on Modbus modules", "devices": "Modules", Light.STEADY: "lit"},
}
OF_MAKES: Mapping[PanelMake, Mapping[str, Mapping[str, str]]] = {
    PanelMake.QSYSTEM: {"uk": {"title": "Пульти QSystem"}, "en": {"title": "QSystem panels"}},
    PanelMake.MODBUS_RTU: _MODBUS,
    PanelMake.MODBUS_TCP: _MODBUS,
    PanelMake.DISPLAY: {
        "uk": {
            "title": "Табло над вікнами",
            "lead": "Так зараз виглядають табло. Перемикачами оберіть, що сталося.",
            "panel": "Табло",
            "devices": "Табло",
            Mode.ONE_SILENT: "Перше без живлення",
        },
        "en": {
            "title": "Displays above windows",
            "lead": "This is what the displays look like now. Choose by the switches what has happened.",
            "panel": "Display",
            "devices": "Displays",
        },
    },
}


def words_for(make: PanelMake, language: str) -> Mapping[str, str]:
    """Of the page of panels of this make."""
    return {**TEXTS[language], **OF_MAKES.get(make, {}).get(language, {})}


def label_of(pressed: KeyPress, words: Mapping[str, str]) -> str:
    """What stands on a button."""
    key = words["numbered"].format(key=pressed.key) if pressed.key.isdecimal() else words[pressed.key]
    return key if pressed.press is PressKind.SHORT else words[pressed.press].format(key=key)


def offered_groups(far_end: FarEnd) -> list[tuple[str, list[Mode]]]:
    """The switches that make sense here."""
    offered = OFFERED[far_end.make]
    groups = ((name, [mode for mode in modes if mode in offered]) for name, modes in GROUPS.items())
    return [(name, modes) for name, modes in groups if modes]
