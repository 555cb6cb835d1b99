"""What every box program is told on its command line, and how it says that it cannot start."""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hardware.enrolment import enrol, load
from hardware.errors import AlreadyRunning, HardwareError, NotEnrolled, ServerAway, ServerRefused
from hardware.files import alone_in
from hardware.key_rotation import renewed
from hardware.settings import PREFIX, BoxSettings, read_settings
from server.contract.catalogue import BoxEnrolled
from server.contract.terms import BoxKind

CANNOT_START = 2

Run = Callable[[BoxSettings, BoxEnrolled], int]


@dataclass(frozen=True, slots=True)
class Start:
    """What the command line said. ``code``: enrol by it first; ``only_enrol``: and end there."""

    config: Path | None
    code: str | None = None
    only_enrol: bool = False


def main(
    program: str, description: str, kinds: Sequence[BoxKind], run: Run, arguments: Sequence[str] | None = None
) -> int:
    """Read the settings, enrol when asked, and run; the exit status."""
    given = _parser(program, description).parse_args(arguments)
    return started(program, kinds, run, Start(given.config, given.enrol, only_enrol=given.only_enrol))


def started(program: str, kinds: Sequence[BoxKind], run: Run, start: Start) -> int:
    """The same, of a command line that has been read."""
    # Late: it takes all drivers along, and whoever asks for --help waits for them.
    from hardware.settings_check import check

    # By force: python-escpos puts a handler of its own in place on import, which hears warnings alone.
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)-7s %(name)s: %(message)s", force=True)
    try:
        settings = read_settings(start.config, os.environ)
        # A code is good once: it is not to be spent on a box that cannot start then.
        check(settings)
        if start.code is not None:
            enrolled = enrol(settings.server_url, start.code, settings.state_folder)
            print(f"Enrolled as a {enrolled.kind} of hall {enrolled.hall_id}; the key is in {settings.state_folder}.")
        else:
            enrolled = load(settings.state_folder)
        if enrolled.kind not in kinds:
            print(_wrong_kind(program, enrolled.kind, settings.state_folder), file=sys.stderr)
            return CANNOT_START
        if start.code is not None and start.only_enrol:
            return 0
        with alone_in(settings.state_folder):
            return run(settings, renewed(settings, datetime.now(UTC)))
    except HardwareError as error:
        for line in words_of(error):
            print(f"{program}: {line}", file=sys.stderr)
        return CANNOT_START


def words_of(error: HardwareError) -> Iterator[str]:
    """The last mistake, as it is told to the person at the terminal; in Ukrainian too where it is an everyday one."""
    match error:
        case ServerRefused():
            yield error.problem.titles.get("uk", error.problem.title)
        case ServerAway():
            yield f"Сервер {error.server_url} не відповідає ({error.why}). Чи він працює і чи є до нього мережа?"
        case NotEnrolled():
            yield (
                f"У теці {error.folder} немає ключа цього пристрою. Створіть код в офісі («Пристрої») "
                "або командою cherha device add і запустіть один раз з --enrol КОД."
            )
        case AlreadyRunning():
            yield (
                f"З текою {error.folder} уже працює інша програма цього пристрою; спершу зупиніть її "
                "(systemctl stop cherha-…)."
            )
    yield str(error)


def _parser(program: str, description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m {program}", description=description)
    named = os.environ.get(f"{PREFIX}CONFIG")
    parser.add_argument(
        "--config",
        type=Path,
        default=None if named is None else Path(named),
        metavar="FILE",
        help=f"settings in TOML (or {PREFIX}CONFIG); the environment goes before it",
    )
    parser.add_argument("--enrol", metavar="CODE", help="trade a one-time code for this box's key, then start")
    parser.add_argument("--only-enrol", action="store_true", help="with --enrol: keep the key and end")
    return parser


def _wrong_kind(program: str, kind: BoxKind, folder: Path) -> str:
    belongs = {BoxKind.KIOSK: "kiosk", BoxKind.DISPLAY: "display"}.get(kind, "hardware")
    uk = (
        f"код був для пристрою іншого виду ({kind}). Ключ збережено: запускайте його як python -m {belongs} з тією "
        f"самою текою ключа ({folder}). А для цієї програми створіть в офісі пристрій потрібного виду й новий код."
    )
    en = (
        f"this box is enrolled as a {kind}; start it with python -m {belongs}, with its key's folder in the settings "
        f"(state_folder = {str(folder)!r}). For this program add a box of the right kind in the office, and enrol by "
        "that one's code"
    )
    return f"{program}: {uk}\n{program}: {en}"
