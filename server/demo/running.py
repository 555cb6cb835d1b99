"""``cherha demo``: the sample hall, from nothing to everything running, until Ctrl-C."""

import signal
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import NoReturn

from server.bootstrap import build_core
from server.contract.terms import BoxKind, Role
from server.demo import sample
from server.demo.children import ChildEnded, Children, PortTaken, is_taken
from server.demo.living import begin_living, live_words
from server.demo.living_cast import Cast, cast, send_home
from server.demo.seed import Seeded, fresh_codes, is_seeded, seed
from server.settings import Settings

_HOST = "127.0.0.1"
_STARTS_WITHIN_SECONDS = 30.0
_ROLES = {
    Role.ADMINISTRATOR: ("вікно", "window"),
    Role.RECEPTIONIST: ("рецепція", "reception"),
    Role.SUPERVISOR: ("керівник зміни", "shift supervisor"),
    Role.IT: ("сектор ІКЗ", "IT sector"),
    Role.AUDITOR: ("аудитор", "auditor"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Where the sample hall listens, on loopback."""

    server: int = 8080
    kiosk: int = 8090
    display: int = 8091
    printer: int = 9100
    printer_page: int = 9101
    buttons_page: int = 9102
    window_displays_page: int = 9103


class CannotRun(Exception):
    """The demo cannot start or go on; the message says what to do."""


def run(settings: Settings, ports: Ports, *, live_speed: float | None = None) -> NoReturn:
    """Runs until Ctrl-C, SIGTERM or the end of its terminal: ``KeyboardInterrupt`` after all children have ended.

    ``live_speed``: people come and are served, so many times as fast as in a real hall; None: nobody does.
    """
    _check(ports)
    folder = settings.folder.absolute()
    settings = replace(
        settings, host=_HOST, port=ports.server, folder=folder, public_url=f"http://{_HOST}:{ports.server}"
    )
    _end_when_told()
    _say("seeding the sample Center / готуємо зразковий Центр …")
    seeded, players = _seeded(settings, is_live=live_speed is not None)
    children = Children(folder / "log")
    try:
        _start(children, settings, ports, seeded)
        _tell(ports, folder)
        if players is not None and live_speed is not None:
            _say(live_words(live_speed))
            begin_living(settings.public_url, players, live_speed)
        children.watch()
    except ChildEnded as error:
        raise CannotRun(str(error)) from error
    finally:
        _stop(children)
    raise AssertionError("watch never returns")


def _end_when_told() -> None:
    """The children are in sessions of their own: who ends the demo without a word leaves a hall that nobody can see."""
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGINT, _interrupt)  # a shell script ignores it for what it starts with &
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # under nohup it is to stay
        signal.signal(signal.SIGHUP, _interrupt)


def _stop(children: Children) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not leave half of them
    with suppress(OSError):  # the terminal may be gone
        _say("stopping / зупиняємо …")
    children.end()


def _check(ports: Ports) -> None:
    for what, port, option in (
        ("server", ports.server, "--port"),
        ("kiosk", ports.kiosk, "--kiosk-port"),
        ("display", ports.display, "--display-port"),
        ("virtual printer", ports.printer, "--printer-port"),
        ("printer page", ports.printer_page, "--printer-page-port"),
        ("buttons page", ports.buttons_page, "--buttons-page-port"),
        ("window displays page", ports.window_displays_page, "--window-displays-page-port"),
    ):
        if is_taken(_HOST, port):
            raise CannotRun(str(PortTaken(what, _HOST, port, f'make run ARGS="{option} N"')))


def _seeded(settings: Settings, *, is_live: bool) -> tuple[Seeded, Cast | None]:
    core = build_core(settings)
    try:
        if not is_seeded(core):
            seed(core)
        send_home(core)
        return fresh_codes(core), cast(core) if is_live else None
    finally:
        core.store.close()


def _start(children: Children, settings: Settings, ports: Ports, seeded: Seeded) -> None:
    folder = settings.folder
    _say("starting: server", end="")
    children.start("server", ["server", "serve"], _server_environment(settings))
    _await(children, "server", ports.server)
    _say(", printer", end="")
    children.start(
        "printer",
        [
            "hardware.printers.virtual",
            "--port",
            str(ports.printer),
            "--control-port",
            str(ports.printer_page),
            "--folder",
            str(folder / "slips"),
        ],
        {},
    )
    _await(children, "printer", ports.printer)
    _say(", kiosk", end="")
    _start_box(children, "kiosk", "kiosk", _kiosk_settings(folder, ports), seeded.codes[BoxKind.KIOSK])
    _await(children, "kiosk", ports.kiosk)
    _say(", display", end="")
    _start_box(children, "display", "display", _display_settings(folder, ports), seeded.codes[BoxKind.DISPLAY])
    _await(children, "display", ports.display)
    _say(", buttons")
    _start_buttons(children, folder, ports, seeded.codes[BoxKind.BUTTONS])


def _start_buttons(children: Children, folder: Path, ports: Ports, code: str) -> None:
    """Panels and displays are firmware on pseudo-terminals; the box opens those as its serial lines."""
    wires = {"button-panel": folder / "button-wire", "window-displays": folder / "display-wire"}
    pages = {"button-panel": ports.buttons_page, "window-displays": ports.window_displays_page}
    makes = {"button-panel": "cherha", "window-displays": "display"}
    addresses = ",".join(str(number) for number, _ in enumerate(sample.WINDOWS, start=1))
    for name, wire in wires.items():
        place = ["--wire", str(wire), "--page-port", str(pages[name])]
        options = ["--make", makes[name], *place, "--addresses", addresses]
        children.start(name, ["hardware.buttons.virtual", *options], {})
        _await(children, name, pages[name])
    settings = _buttons_settings(folder, ports, *wires.values())
    _start_box(children, "buttons", "hardware", settings, code)


def _start_box(children: Children, name: str, module: str, text: str, code: str) -> None:
    file = children.log_folder.parent / f"{name}.toml"
    file.write_text(text, encoding="utf-8")
    children.start(name, [module, "--config", str(file), "--enrol", code], {})


def _server_environment(settings: Settings) -> dict[str, str]:
    return {
        "CHERHA_HOST": settings.host,
        "CHERHA_PORT": str(settings.port),
        "CHERHA_FOLDER": str(settings.folder),
        "CHERHA_DATABASE": settings.database,
        "CHERHA_PUBLIC_URL": settings.public_url,
        "CHERHA_VOICE": settings.voice,
        "CHERHA_FORECAST": str(settings.forecast).lower(),
    }


def _box_settings(folder: Path, name: str, ports: Ports) -> str:
    return f'server_url = "http://{_HOST}:{ports.server}"\nstate_folder = "{folder / name}"\n'


def _kiosk_settings(folder: Path, ports: Ports) -> str:
    return (
        _box_settings(folder, "kiosk", ports)
        + f'[printer]\ndriver = "escpos-tcp"\nhost = "{_HOST}"\nport = {ports.printer}\n'
        + f'[kiosk]\nhost = "{_HOST}"\nport = {ports.kiosk}\n'
    )


def _display_settings(folder: Path, ports: Ports) -> str:
    return _box_settings(folder, "display", ports) + f'[display]\nhost = "{_HOST}"\nport = {ports.display}\n'


def _buttons_settings(folder: Path, ports: Ports, wire: Path, display_wire: Path) -> str:
    windows = ", ".join(f'{number} = "{name}"' for number, name in enumerate(sample.WINDOWS, start=1))
    return (
        _box_settings(folder, "buttons", ports)
        + f'[[buttons]]\nwire = "{wire}"\nwindows = {{ {windows} }}\n'
        + f'[[window_displays]]\nwire = "{display_wire}"\nwindows = {{ {windows} }}\n'
    )


def _await(children: Children, name: str, port: int) -> None:
    if not children.wait_for_port(_HOST, port, seconds=_STARTS_WITHIN_SECONDS):
        raise CannotRun(f"{name} does not answer at {_HOST}:{port}; see {children.log(name)}")


def _tell(ports: Ports, folder: Path) -> None:
    _say(f"""
  The hall is open / Зал відчинено

    Kiosk     Кіоск        http://{_HOST}:{ports.kiosk}/
    Display   Табло        http://{_HOST}:{ports.display}/
    Staff     Працівники   http://{_HOST}:{ports.server}/
    Printer   Принтер      http://{_HOST}:{ports.printer_page}/
    Buttons   Кнопки       http://{_HOST}:{ports.buttons_page}/
    Windows   Над вікнами  http://{_HOST}:{ports.window_displays_page}/

    Accounts  Облікові записи; password / пароль: {sample.PASSWORD}
{_accounts()}

    Data and logs / Дані й журнали: {folder}
    Ctrl-C ends everything / зупиняє все
""")


def _accounts() -> str:
    """Each login, and who that is."""
    lines = []
    for person in sample.PEOPLE:
        uk, en = _ROLES[person.roles[0]]
        at = f" {person.window}" if person.window else ""
        lines.append(f"      {person.login:<9} {en + at:<22} {uk + at}")
    return "\n".join(lines)


def _say(text: str, *, end: str = "\n") -> None:
    print(text, end=end, flush=True)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
