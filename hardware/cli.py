"""The command ``cherha-hardware``: runs a box without a screen, and tries what is plugged into any box."""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from hardware.command_line import CANNOT_START, Start, started, words_of
from hardware.errors import HardwareError
from hardware.files import alone_in, may_be_closed
from hardware.preview_command import preview
from hardware.settings import PREFIX, BoxSettings, ButtonsSettings, PrinterSettings, read_settings
from hardware.trials.say import Say
from server.contract.box_commands import PRINTER, SPARE_PRINTER
from server.contract.terms import BoxKind, PrintOutcome

KINDS = (BoxKind.PRINTER, BoxKind.BUTTONS)

_CONFIG = click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar=f"{PREFIX}CONFIG",
    metavar="FILE",
    help=f"Settings in TOML (or {PREFIX}CONFIG); the environment goes before it.",
)
_ENROL = click.option("--enrol", metavar="CODE", help="Trade a one-time code for this box's key, then start.")
_ONLY_ENROL = click.option("--only-enrol", is_flag=True, help="With --enrol: keep the key and end.")

_PRESS_MEANWHILE = Say(
    "Слухаю послідовні порти; на пультах QSystem натискайте тим часом кнопку…",
    "Listening to the serial ports; meanwhile press a key on QSystem panels…",
)


@click.group(invoke_without_command=True)
@_CONFIG
@_ENROL
@_ONLY_ENROL
@click.version_option(package_name="cherha")
@click.pass_context
def main(context: click.Context, /, config: Path | None, enrol: str | None, *, only_enrol: bool) -> None:
    """A box without a screen: a printer, window-call buttons, or both. Without a command it runs."""
    context.obj = config
    if context.invoked_subcommand is None:
        _run(config, enrol, only_enrol=only_enrol)


main.add_command(preview)


@main.command("run")
@_CONFIG
@_ENROL
@_ONLY_ENROL
@click.pass_obj
def run_box(named: Path | None, /, config: Path | None, enrol: str | None, *, only_enrol: bool) -> None:
    """Run the box, until stopped."""
    _run(config or named, enrol, only_enrol=only_enrol)


@main.command()
@click.argument("addresses", nargs=-1, metavar="[ADDRESS[:PORT]]…")
@_CONFIG
@click.pass_obj
def probe(named: Path | None, /, addresses: tuple[str, ...], config: Path | None) -> None:
    """Find printers and wires, and tell what to write into the settings. Uses no paper; fails if what was named is
    silent, or if nothing answers.

    A printer on the network is found by its ADDRESS alone. With --config the printers there are asked too.
    """
    from hardware.configured_printer import open_configured
    from hardware.trials.plugged import Places, serial_ports
    from hardware.trials.probing import advice_for_nothing, asked, probed

    answers: list[bool] = []
    are_named_well = True
    with _plainly(), _alone(config or named) as settings:
        for what, table, printer in _configured(settings):
            options = {key: value for key, value in printer.options.items() if isinstance(value, str | int | float)}
            found = asked(what, open_configured(printer), printer.driver, options, table=table)
            _echo(found.told())
            answers.append(found.has_answered)
            are_named_well &= found.has_answered
        if serial_ports(Places()):
            _say([_PRESS_MEANWHILE])
        for number, each in enumerate(probed(addresses, Places())):
            _echo(each.told())
            answers.append(each.has_answered)
            are_named_well &= each.has_answered or number >= len(addresses)
    if not answers:
        _echo(advice_for_nothing())
    if not any(answers) or not are_named_well:
        sys.exit(1)


@main.command("rotate-key")
@_CONFIG
@click.pass_obj
def rotate_key(named: Path | None, /, config: Path | None) -> None:
    """Give the box a new key in place of the one it has. Works for kiosks and displays too; stop the box first."""
    from hardware.key_rotation import rotate

    with _plainly(), _alone(config or named, is_needed=True) as settings:
        if settings is not None:
            rotate(settings.server_url, settings.state_folder)
            _say([Say("Ключ замінено; старий більше не діє.", "The key is changed; the old one is worth nothing.")])


@main.group("test")
def trials() -> None:
    """Try one device by hand, without the server."""


@trials.command("print")
@_CONFIG
@click.option("--spare", is_flag=True, help="By the spare printer.")
@click.pass_obj
def print_specimen(named: Path | None, /, config: Path | None, *, spare: bool) -> None:
    """Print a specimen slip, and tell what became of it."""
    from hardware.configured_printer import open_all
    from hardware.trials.slip_trial import printed, specimen

    with _plainly(), _alone(config or named, is_needed=True) as settings:
        printers = {} if settings is None else open_all(settings)
        printer = printers.get(SPARE_PRINTER if spare else PRINTER)
        if settings is None or printer is None:
            table = "[spare_printer]" if spare else "[printer]"
            raise click.ClickException(f"the settings have no {table} / у налаштуваннях немає {table}")
        report, said = printed(printer, specimen(datetime.now().astimezone(), settings.server_url))
    _say(said)
    sys.exit(0 if report is not None and report.outcome is PrintOutcome.PRINTED else 1)


@trials.command()
@_CONFIG
@click.option("--seconds", type=click.FloatRange(1, 600), default=30, show_default=True, help="How long to wait.")
@click.pass_obj
def button(named: Path | None, /, config: Path | None, seconds: float) -> None:
    """Wait for a press, and tell which panel and which key it was."""
    from hardware.trials.panel_trial import Silence, next_press

    with _plainly(), _alone(config or named, is_needed=True) as settings:
        wires = _wires(settings)
        _say([Say("Натисніть кнопку на пульті…", "Press a key on a panel…")])
        outcome = next_press(wires, seconds=seconds, tell=lambda said: _say([said]))
    if isinstance(outcome, Silence):
        _say(outcome.say())
        sys.exit(1)
    _say([outcome.say()])


@trials.command()
@_CONFIG
@click.option("--seconds", type=click.FloatRange(0.5, 60), default=3, show_default=True, help="For each state.")
@click.pass_obj
def lamp(named: Path | None, /, config: Path | None, seconds: float) -> None:
    """Let every lamp show each of its states in turn."""
    from hardware.buttons.protocol import Lamp
    from hardware.trials.panel_trial import SHOWN, walk

    def look(shown: Lamp) -> None:
        _say([SHOWN[shown]])
        time.sleep(seconds)

    with _plainly(), _alone(config or named, is_needed=True) as settings:
        silence = walk(_wires(settings), tell=lambda said: _say([said]), look=look)
    if silence is not None:
        _say(silence.say())
        sys.exit(1)


@trials.command()
def sound() -> None:
    """Play a chime through this machine's loudspeaker."""
    from hardware.trials.sound_trial import played

    is_played, said = played()
    _say(said)
    sys.exit(0 if is_played else 1)


def _run(config: Path | None, code: str | None, *, only_enrol: bool) -> None:
    from hardware.running import run

    sys.exit(started("hardware", KINDS, run, Start(config, code, only_enrol=only_enrol)))


@contextmanager
def _alone(config: Path | None, *, is_needed: bool = False) -> Iterator[BoxSettings | None]:
    """The settings, and the box's devices to ourselves while they are tried; None without a file."""
    if config is None and not is_needed:
        yield None
        return
    settings = read_settings(config, os.environ)
    with may_be_closed(settings.state_folder):
        is_there = settings.state_folder.exists()
    if not is_there:
        # Nobody runs here yet, and what root made now would be closed to the box's user.
        yield settings
        return
    with alone_in(settings.state_folder):
        yield settings


@contextmanager
def _plainly() -> Iterator[None]:
    try:
        yield
    except HardwareError as error:
        for line in words_of(error):
            click.echo(f"cherha-hardware: {line}", err=True)
        sys.exit(CANNOT_START)


def _configured(settings: BoxSettings | None) -> Iterator[tuple[Say, str, PrinterSettings]]:
    """The printers of the settings, with the names of their tables."""
    if settings is not None and settings.printer is not None:
        yield Say("Принтер із налаштувань", "The printer of the settings"), "printer", settings.printer
    if settings is not None and settings.spare_printer is not None:
        what = Say("Запасний принтер із налаштувань", "The spare printer of the settings")
        yield what, "spare_printer", settings.spare_printer


def _wires(settings: BoxSettings | None) -> tuple[ButtonsSettings, ...]:
    if settings is None or not settings.buttons:
        raise click.ClickException("the settings have no [[buttons]] / у налаштуваннях немає [[buttons]]")
    return settings.buttons


def _say(said: Iterable[Say]) -> None:
    for each in said:
        _echo(each.lines())


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
