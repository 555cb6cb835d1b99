"""What the page of the virtual panels says, in both languages."""

from collections.abc import Mapping

from hardware.buttons.protocol import Key, Lamp

UKRAINIAN: Mapping[str, str] = {
    "title": "Кнопки виклику",
    "lead": "По одному пульту на кожну адресу лінії. Натисніть клавішу, а лампа покаже відповідь сервера.",
    "wire": "Лінія",
    "panel": "Пульт",
    "lamp": "Лампа",
    "away": "Пульти вимкнено",
    "other_language": "English",
    Key.CALL: "Викликати",
    Key.RECALL: "Повторити",
    Key.START: "Почати",
    Key.FINISH: "Завершити",
    Key.MISSED: "Не з’явився",
    "long": "Викликати, утримуючи",
    "second": "Друга кнопка",
    Lamp.OFF: "не світиться",
    Lamp.STEADY: "світиться: талон викликано",
    Lamp.SLOW: "повільно блимає: ніхто не чекає",
    Lamp.FLASH: "короткий спалах: хтось чекає",
    Lamp.FAST: "швидко блимає: відмовлено",
    Lamp.DOUBLE: "подвійні спалахи: немає зв’язку",
}
ENGLISH: Mapping[str, str] = {
    "title": "Call buttons",
    "lead": "One panel for each address on the wire. Press a key; the lamp shows what the server answers.",
    "wire": "Wire",
    "panel": "Panel",
    "lamp": "Lamp",
    "away": "The panels are off",
    "other_language": "Українською",
    Key.CALL: "Call next",
    Key.RECALL: "Call again",
    Key.START: "Start",
    Key.FINISH: "Finish",
    Key.MISSED: "Has not come",
    "long": "Call, held down",
    "second": "Second button",
    Lamp.OFF: "dark",
    Lamp.STEADY: "lit: a ticket is called",
    Lamp.SLOW: "slow blinking: nobody is waiting",
    Lamp.FLASH: "a short flash: somebody is waiting",
    Lamp.FAST: "fast blinking: refused",
    Lamp.DOUBLE: "double flashes: no connection",
}
TEXTS: Mapping[str, Mapping[str, str]] = {"uk": UKRAINIAN, "en": ENGLISH}
