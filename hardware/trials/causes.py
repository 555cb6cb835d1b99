"""Why a device cannot be opened, and what to do, in the words of the person at the terminal."""

from hardware.trials.say import Say

_CAUSES: tuple[tuple[str, Say], ...] = (
    (
        "No such file or directory",
        Say(
            "такого пристрою немає. Чи вставлено кабель? Що є: ls /dev/serial/by-id /dev/usb",
            "there is no such device. Is its cable in? What there is: ls /dev/serial/by-id /dev/usb",
        ),
    ),
    (
        "Permission denied",
        Say(
            "цьому користувачеві він закритий. Додайте його до груп dialout, lp і input (або runuser -G …)",
            "it is closed to this user. Add the user to the groups dialout, lp and input (or runuser -G …)",
        ),
    ),
    (
        "another program holds it",
        Say("його тримає інша програма; зупиніть її", "another program holds it; stop that one"),
    ),
    (
        "Device or resource busy",
        Say("його тримає інша програма; зупиніть її", "another program holds it; stop that one"),
    ),
    (
        "Connection refused",
        Say(
            "пристрій у мережі є, але на цьому порту його ніхто не слухає. Перевірте порт (принтери мають 9100) "
            "і чи не зайнятий він іншою програмою",
            "a machine is there, and nobody listens on this port. Check the port (printers have 9100), "
            "and whether another program holds the device",
        ),
    ),
    (
        "Name or service not known",
        Say(
            "такого імені в мережі немає. Назвіть адресу, як-от 10.0.0.7",
            "there is no such name in the network. Name the address, such as 10.0.0.7",
        ),
    ),
    (
        "name resolution",
        Say(
            "імена зараз не розпізнаються. Назвіть адресу, як-от 10.0.0.7",
            "names cannot be looked up now. Name the address, such as 10.0.0.7",
        ),
    ),
    (
        "No address associated",
        Say(
            "це ім’я не має адреси. Назвіть адресу, як-от 10.0.0.7",
            "this name has no address. Name the address, such as 10.0.0.7",
        ),
    ),
    (
        "it cannot be opened",
        Say(
            "перевірте назву пристрою чи адресу, кабель і живлення, і чи не тримає його інша програма",
            "check the name of the device or its address, cable and power, and whether another program holds it",
        ),
    ),
    (
        "timed out",
        Say(
            "ніхто не відповів. Перевірте адресу, живлення та мережевий кабель",
            "nobody answered. Check the address, the power and the network cable",
        ),
    ),
    (
        "No route to host",
        Say(
            "за цією адресою нікого немає. Перевірте адресу, живлення та мережевий кабель",
            "nobody is at this address. Check the address, the power and the network cable",
        ),
    ),
    (
        "Network is unreachable",
        Say(
            "ця машина не має дороги до такої адреси. Перевірте адресу й мережу самої машини",
            "this machine has no way to such an address. Check the address, and this machine's own network",
        ),
    ),
)
"""By what the system's own sentence holds: Python does not translate it."""


def cannot_be_opened(why: str) -> Say:
    """``why``: the system's own sentence, which is shown as it is where it is none of the known ones."""
    cause = next((said for sign, said in _CAUSES if sign.casefold() in why.casefold()), None)
    if cause is None:
        return Say(f"Не відкривається ({why}).", f"It cannot be opened: {why}.")
    return Say(f"Не відкривається: {cause.uk}.", f"It cannot be opened: {cause.en}.")
