"""The command ``cherha``."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from server.cli_simulate import simulate
from server.contract.terms import BoxKind, Role
from server.settings import BadSetting, Settings, read_settings

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
@click.option("--settings", "file", type=_FILE, envvar="CHERHA_SETTINGS", help="TOML file with the machine's settings.")
@click.version_option(package_name="cherha")
@click.pass_context
def main(context: click.Context, file: Path | None) -> None:
    """Cherha: the queue of a hall."""
    try:
        context.obj = read_settings(file)
    except BadSetting as error:
        if context.invoked_subcommand == "doctor":
            context.obj = error
            return
        raise click.ClickException(str(error)) from error
    logging.basicConfig(level=context.obj.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells each plugin that it loads


main.add_command(simulate)


@main.command()
@click.pass_obj
def serve(settings: Settings) -> None:
    """Serve halls, until stopped."""
    from gevent import monkey

    monkey.patch_all()
    from server.realtime.listener import CannotListen, PortBusy
    from server.wsgi import run

    try:
        with _plainly():
            run(settings)
    except (CannotListen, PortBusy) as error:
        raise click.ClickException(str(error)) from error


@main.command(hidden=True)
@click.pass_obj
def forecast(settings: Settings) -> None:
    """Foresee waits for a server that asks on standard input; it starts this by itself."""
    from server.forecaster import run

    run(settings)


@main.group()
def db() -> None:
    """The database."""


@db.command()
@click.pass_obj
def migrate(settings: Settings) -> None:
    """Bring the database to the present form."""
    from server.bootstrap import build_core

    with _plainly():
        store = build_core(settings).store
    click.echo(f"{store.place} is up to date")
    store.close()


@main.command()
@click.option("--all", "is_whole", is_flag=True, help="Say what is well, too.")
@click.pass_obj
def doctor(settings: Settings | BadSetting, /, *, is_whole: bool) -> None:
    """Tell what is wrong, which one, and what to do; the exit status is 1 when something does not work."""
    from server.doctor.examination import examined
    from server.doctor.report import is_sick, lines_of, of_settings, summary

    findings = []
    for finding in [of_settings(settings)] if isinstance(settings, BadSetting) else examined(settings):
        findings.append(finding)
        if is_whole or finding.remedy is not None:
            click.echo("\n".join(lines_of(finding)))
    click.echo(summary(findings))
    if is_sick(findings):
        click.get_current_context().exit(1)


@main.group()
def hall() -> None:
    """Halls."""


@hall.command("list")
@click.pass_obj
def list_halls(settings: Settings) -> None:
    """Print each hall: its id, its name, its time zone, how many windows, boxes and people it has."""
    from server.by_hand import hall_lines

    with _plainly():
        for line in hall_lines(settings):
            click.echo(line)


@main.group()
def person() -> None:
    """People who sign in."""


_PROMPT = click.option("--prompt", "is_asked", is_flag=True, help="Ask for the password instead of making one.")
_HALL = click.option("--hall", "hall_name", default="", help="Hall, by id or name; needed where there are several.")


@person.command("add")
@click.argument("login")
@click.option("--name", "full_name", default="", help="As the journal and the office show it; else the login.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice([role.value for role in Role]),
    help="Any number.",
)
@_HALL
@_PROMPT
@click.pass_obj
def add_person(
    settings: Settings, /, login: str, full_name: str, roles: tuple[str, ...], hall_name: str, *, is_asked: bool
) -> None:
    """Add a person; prints the password that was made for them, once."""
    from server.by_hand import add_person as add

    password = _asked_password() if is_asked else ""
    with _plainly():
        made = add(settings, login, full_name or login, roles=roles, hall_name=hall_name, password=password)
    click.echo(made if not is_asked else f"{login}: saved / збережено")


@person.command("password")
@click.argument("login")
@_HALL
@_PROMPT
@click.pass_obj
def reset_password(settings: Settings, /, login: str, hall_name: str, *, is_asked: bool) -> None:
    """Give a person another password; prints it, once. Whoever is signed in by that name is signed out."""
    from server.by_hand import reset_password as reset

    password = _asked_password() if is_asked else ""
    with _plainly():
        made = reset(settings, login, hall_name=hall_name, password=password)
    click.echo(made if not is_asked else f"{login}: saved / збережено")


def _asked_password() -> str:
    asked: str = click.prompt("Password / Пароль", hide_input=True, confirmation_prompt=True)
    return asked


@contextmanager
def _plainly() -> Iterator[None]:
    """A refusal in the words that the contract has for it."""
    from server.by_hand import HallUnclear
    from server.contract.problems import problem
    from server.domain.errors import Refusal
    from server.store.errors import StoreError

    try:
        yield
    except Refusal as error:
        titles = problem(error.code, **error.fields).titles
        raise click.ClickException(f"{titles['uk']} / {titles['en']}") from error
    except StoreError as error:
        raise click.ClickException(f"{error.uk} / {error.en}") from error
    except (HallUnclear, BadSetting) as error:
        raise click.ClickException(str(error)) from error


@main.group()
def device() -> None:
    """Boxes: kiosks, displays, buttons, printers."""


@device.command("add")
@click.argument("name")
@click.option("--kind", type=click.Choice([kind.value for kind in BoxKind]), required=True)
@click.option("--hall", "hall_name", default="", help="Hall, by id or name; needed where there are several.")
@click.option("--no-printer", is_flag=True, help="No slips are printed there; a kiosk has a printer by default.")
@click.option("--prints-at", default="", help="Name of the box whose printer the kiosk shares; it has none of its own.")
@click.pass_obj
def add_device(settings: Settings, name: str, kind: str, hall_name: str, *, no_printer: bool, prints_at: str) -> None:
    """Add a box and print the one-time code that enrols it."""
    from server.by_hand import add_box

    with _plainly():
        has_printer = not no_printer
        code = add_box(settings, name, BoxKind(kind), hall_name=hall_name, has_printer=has_printer, prints_at=prints_at)
    click.echo(code)


@main.command()
@click.option("--port", type=int, default=8080, show_default=True, help="The server's.")
@click.option("--kiosk-port", type=int, default=8090, show_default=True)
@click.option("--display-port", type=int, default=8091, show_default=True)
@click.option("--printer-port", type=int, default=9100, show_default=True)
@click.option("--printer-page-port", type=int, default=9101, show_default=True)
@click.option("--buttons-page-port", type=int, default=9102, show_default=True)
@click.option("--window-displays-page-port", type=int, default=9103, show_default=True)
@click.option("--live", "is_live", is_flag=True, help="People come and are served at five of the windows.")
@click.option("--speed", type=click.FloatRange(0.1, 60), default=6, show_default=True, help="Of the living hall.")
@click.pass_obj
def demo(settings: Settings, /, *, is_live: bool, speed: float, **ports: int) -> None:
    """Run a whole sample hall on this machine, until Ctrl-C."""
    from dataclasses import replace

    from server.demo.running import CannotRun, Ports, run

    ports["server"] = ports.pop("port")
    by_name = {name.removesuffix("_port") if name != "server" else name: port for name, port in ports.items()}
    in_demo_folder = replace(settings, folder=settings.folder / "demo", log_level="warning")
    try:
        run(in_demo_folder, Ports(**by_name), live_speed=speed if is_live else None)
    except (CannotRun, BadSetting) as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        click.echo("stopped / зупинено")
