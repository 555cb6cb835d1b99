"""``cherha demo``: the sample hall, from nothing to everything running, until Ctrl-C."""

import signal
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import NoReturn

from server.bootstrap import build_core
from server.contract.terms import BoxKind
from server.demo import sample
from server.demo.children import ChildEnded, Children, PortTaken, is_taken
from server.demo.seed import Seeded, fresh_codes, is_seeded, seed
from server.settings import Settings

_HOST = "127.0.0.1"
_STARTS_WITHIN_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Where the sample hall listens, on loopback."""

    server: int = 8080
    kiosk: int = 8090
    display: int = 8091
    printer: int = 9100
    printer_page: int = 9101
    buttons_page: int = 9102


class CannotRun(Exception):
    """The demo cannot start or go on; the message says what to do."""


def run(settings: Settings, ports: Ports) -> NoReturn:
    """Runs until Ctrl-C or SIGTERM, which raise ``KeyboardInterrupt`` after all children have ended."""
    _check(ports)
    folder = settings.folder.absolute()
    settings = replace(
        settings, host=_HOST, port=ports.server, folder=folder, public_url=f"http://{_HOST}:{ports.server}"
    )
    signal.signal(signal.SIGTERM, _interrupt)
    _say("seeding the sample Center / готуємо зразковий Центр …")
    seeded = _seeded(settings)
    children = Children(folder / "log")
    try:
        _start(children, settings, ports, seeded)
        _tell(ports, folder)
        children.watch()
    except ChildEnded as error:
        raise CannotRun(str(error)) from error
    finally:
        _say("stopping / зупиняємо …")
        children.end()
    raise AssertionError("watch never returns")


def _check(ports: Ports) -> None:
    for what, port, option in (
        ("server", ports.server, "--port"),
        ("kiosk", ports.kiosk, "--kiosk-port"),
        ("display", ports.display, "--display-port"),
        ("virtual printer", ports.printer, "--printer-port"),
        ("printer page", ports.printer_page, "--printer-page-port"),
        ("buttons page", ports.buttons_page, "--buttons-page-port"),
    ):
        if is_taken(_HOST, port):
            raise CannotRun(str(PortTaken(what, _HOST, port, f'make run ARGS="{option} N"')))


def _seeded(settings: Settings) -> Seeded:
    core = build_core(settings)
    try:
        if not is_seeded(core):
            seed(core)
        return fresh_codes(core)
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
    """The panel is firmware on a pseudo-terminal; the box opens that as its serial line."""
    wire = folder / "button-wire"
    children.start(
        "button-panel",
        [
            "hardware.buttons.virtual",
            "--wire",
            str(wire),
            "--page-port",
            str(ports.buttons_page),
            "--addresses",
            ",".join(str(number) for number, _ in enumerate(sample.WINDOWS, start=1)),
        ],
        {},
    )
    _await(children, "button-panel", ports.buttons_page)
    _start_box(children, "buttons", "hardware", _buttons_settings(folder, ports, wire), code)


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


def _buttons_settings(folder: Path, ports: Ports, wire: Path) -> str:
    windows = ", ".join(f'{number} = "{name}"' for number, name in enumerate(sample.WINDOWS, start=1))
    return _box_settings(folder, "buttons", ports) + f'[[buttons]]\nwire = "{wire}"\nwindows = {{ {windows} }}\n'


def _await(children: Children, name: str, port: int) -> None:
    if not children.wait_for_port(_HOST, port, seconds=_STARTS_WITHIN_SECONDS):
        raise CannotRun(f"{name} does not answer at {_HOST}:{port}; see {children.log(name)}")


def _tell(ports: Ports, folder: Path) -> None:
    people = ", ".join(person.login for person in sample.PEOPLE)
    _say(f"""
  The hall is open / Зал відчинено

    Kiosk     Кіоск        http://{_HOST}:{ports.kiosk}/
    Display   Табло        http://{_HOST}:{ports.display}/
    Desk      Вікно        http://{_HOST}:{ports.server}/desk
    Office    Офіс         http://{_HOST}:{ports.server}/office/
    Printer   Принтер      http://{_HOST}:{ports.printer_page}/
    Buttons   Кнопки       http://{_HOST}:{ports.buttons_page}/

    Accounts  Облікові записи   {people}
    Password  Пароль            {sample.PASSWORD}
    olena: window/вікно 3 · taras: 1 · iryna: 7 · oksana: reception/рецепція · it: office/офіс

    Data and logs / Дані й журнали: {folder}
    Ctrl-C ends everything / зупиняє все
""")


def _say(text: str, *, end: str = "\n") -> None:
    print(text, end=end, flush=True)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
