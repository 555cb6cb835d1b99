"""The command ``cherha``."""

import logging
from pathlib import Path

import click

from server.contract.terms import BoxKind, HallId, RequestId
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
        raise click.ClickException(str(error)) from error
    logging.basicConfig(level=context.obj.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells each plugin that it loads


@main.command()
@click.pass_obj
def serve(settings: Settings) -> None:
    """Serve halls, until stopped."""
    from gevent import monkey

    monkey.patch_all()
    from server.realtime.listener import PortBusy
    from server.wsgi import run

    try:
        run(settings)
    except (PortBusy, BadSetting) as error:
        raise click.ClickException(str(error)) from error


@main.group()
def db() -> None:
    """The database."""


@db.command()
@click.pass_obj
def migrate(settings: Settings) -> None:
    """Bring the database to the present form."""
    from server.bootstrap import build_core

    build_core(settings).store.close()
    click.echo(f"{settings.database_url} is up to date")


@main.group()
def device() -> None:
    """Boxes: kiosks, displays, buttons, printers."""


@device.command("add")
@click.argument("name")
@click.option("--kind", type=click.Choice([kind.value for kind in BoxKind]), required=True)
@click.option("--hall", "hall_name", default="", help="Hall, by id or name; needed where there are several.")
@click.option("--no-printer", is_flag=True, help="No slips are printed there; a kiosk has a printer by default.")
@click.pass_obj
def add_device(settings: Settings, name: str, kind: str, hall_name: str, *, no_printer: bool) -> None:
    """Add a box and print the one-time code that enrols it."""
    from server.bootstrap import build_core
    from server.identity import hashed, new_code, tidy_code
    from server.machine import SystemChance
    from server.usecases.actor import SystemActor
    from server.usecases.office import SaveBox

    core = build_core(settings)
    hall_id = _hall_named(hall_name, {hall.id: hall.name["uk"] for hall in core.store.read_house(lambda h: h.halls())})
    code = new_code()
    box_kind = BoxKind(kind)
    has_printer = box_kind in (BoxKind.KIOSK, BoxKind.PRINTER) and not no_printer
    core.bus.handle(
        SystemActor(hall_id=hall_id, name="cli"),
        SaveBox(
            request_id=RequestId(SystemChance().new_id()),
            name=name,
            kind=box_kind,
            has_printer=has_printer,
            code_hash=hashed(tidy_code(code)),
        ),
    )
    core.store.close()
    click.echo(code)


def _hall_named(asked: str, halls: dict[HallId, str]) -> HallId:
    found = [hall_id for hall_id, name in halls.items() if asked in ("", hall_id, name)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"{name} ({hall_id})" for hall_id, name in halls.items()) or "none: start the server first"
    raise click.ClickException(f"which hall? Use --hall; there are: {known}")


@main.command()
@click.option("--port", type=int, default=8080, show_default=True, help="The server's.")
@click.option("--kiosk-port", type=int, default=8090, show_default=True)
@click.option("--display-port", type=int, default=8091, show_default=True)
@click.option("--printer-port", type=int, default=9100, show_default=True)
@click.option("--printer-page-port", type=int, default=9101, show_default=True)
@click.option("--buttons-page-port", type=int, default=9102, show_default=True)
@click.pass_obj
def demo(settings: Settings, /, **ports: int) -> None:
    """Run a whole sample hall on this machine, until Ctrl-C."""
    from dataclasses import replace

    from server.demo.running import CannotRun, Ports, run

    ports["server"] = ports.pop("port")
    by_name = {name.removesuffix("_port") if name != "server" else name: port for name, port in ports.items()}
    in_demo_folder = replace(settings, folder=settings.folder / "demo", log_level="warning")
    try:
        run(in_demo_folder, Ports(**by_name))
    except (CannotRun, BadSetting) as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        click.echo("stopped / зупинено")
