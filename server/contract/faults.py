"""What is wrong with a device, in words, and what a person there can do about it."""

from dataclasses import dataclass

from server.contract.terms import PrintFault


@dataclass(frozen=True, slots=True)
class FaultWords:
    """Both by language code."""

    what: dict[str, str]
    remedy: dict[str, str]


def words_of(fault: PrintFault) -> FaultWords:
    """For people at reception, who see the device, and for IT, who may not."""
    return _WORDS[fault]


def _words(uk: str, en: str, *, do_uk: str, do_en: str) -> FaultWords:
    return FaultWords({"uk": uk, "en": en}, {"uk": do_uk, "en": do_en})


_WORDS = {
    PrintFault.NONE: _words("Несправності немає.", "Nothing is wrong.", do_uk="", do_en=""),
    PrintFault.PAPER_OUT: _words(
        "Закінчився папір.",
        "The paper is out.",
        do_uk="Вставте новий рулон і закрийте кришку.",
        do_en="Put in a new roll and close the cover.",
    ),
    PrintFault.COVER_OPEN: _words(
        "Відкрито кришку.",
        "The cover is open.",
        do_uk="Закрийте кришку до клацання.",
        do_en="Close the cover until it clicks.",
    ),
    PrintFault.CUTTER: _words(
        "Застряг ніж.",
        "The cutter is jammed.",
        do_uk="Вимкніть принтер, приберіть папір біля ножа, увімкніть знову.",
        do_en="Switch the printer off, clear the paper at the cutter, switch it on again.",
    ),
    PrintFault.OFFLINE: _words(
        "Принтер не приймає друк.",
        "The printer is off line.",
        do_uk="Натисніть на ньому кнопку подачі паперу або вимкніть і ввімкніть його.",
        do_en="Press its feed button, or switch it off and on.",
    ),
    PrintFault.NO_ANSWER: _words(
        "Не відповідає.",
        "It does not answer.",
        do_uk="Перевірте, чи його ввімкнено; вимкніть і ввімкніть. Якщо не допомогло — кабель.",
        do_en="See that it is on; switch it off and on. If that does not help: its cable.",
    ),
    PrintFault.UNREACHABLE: _words(
        "Немає з’єднання.",
        "It cannot be reached.",
        do_uk="Перевірте живлення й кабель, а для мережевого — його адресу.",
        do_en="Check its power and its cable, and the address of one on the network.",
    ),
    PrintFault.BROKE_OFF: _words(
        "З’єднання обірвалося.",
        "The connection broke off.",
        do_uk="Перевірте, чи щільно сидить кабель і чи не вимикалося живлення.",
        do_en="See that the cable sits firmly and that the power did not go.",
    ),
    PrintFault.LEASE_ENDED: _words(
        "Немає звіту про друк.",
        "Nothing was heard of the slip.",
        do_uk="Перевірте, чи працює комп’ютер, до якого під’єднано принтер.",
        do_en="See that the computer works that the printer is connected to.",
    ),
    PrintFault.UNRECOVERABLE: _words(
        "Не може друкувати.",
        "It cannot print.",
        do_uk="Вимкніть і ввімкніть; якщо повторюється, покличте сектор ІКЗ.",
        do_en="Switch it off and on; if it happens again, call IT.",
    ),
    PrintFault.NOT_TAKEN: _words(
        "Талон не забрали.",
        "A slip was not taken.",
        do_uk="Віддайте талон тому, чий він, або занесіть на рецепцію.",
        do_en="Give the slip to its owner, or bring it to reception.",
    ),
    PrintFault.PAPER_LOW: _words(
        "Папір закінчується.",
        "The paper is running out.",
        do_uk="Приготуйте новий рулон; замініть, коли в залі спокійно.",
        do_en="Have a new roll ready, and change it while the hall is quiet.",
    ),
    PrintFault.SLIP_REFUSED: _words(
        "Талон не можна надрукувати таким, яким він є.",
        "The slip cannot be printed as it is.",
        do_uk="Принтер справний. Покличте сектор ІКЗ: винен текст або макет талона, подробиці в журналі комп’ютера.",
        do_en="The printer is fine. Call IT: the text or the layout is at fault, and the computer’s log says how.",
    ),
    PrintFault.DISK: _words(
        "Комп’ютер не може записувати на диск і тому не друкує.",
        "The computer cannot write to its disk, and so does not print.",
        do_uk="Покличте сектор ІКЗ: диск заповнено або пошкоджено. Номери показує екран.",
        do_en="Call IT: the disk is full or damaged. The screen shows the numbers.",
    ),
    PrintFault.KEY_STUCK: _words(
        "Застрягла кнопка.",
        "A key is stuck.",
        do_uk="Натисніть і відпустіть її кілька разів; поки вона застрягла, викликайте з екрана.",
        do_en="Press and let go of it a few times; while it is stuck, call from the screen.",
    ),
}
