"""What browsers and slips need and the build puts in place: scripts and typefaces of others."""

from collections.abc import Iterator
from pathlib import Path

from server import contract
from server.store.findings import Finding, Say, fault, well

_STAMP = "STAMP"
_CONTRACT = Path(contract.__file__).parent / "vendor"
_HARDWARE = Path(__file__).parents[2] / "hardware" / "printers" / "vendor"
"""Found as data: the server imports nothing of the boxes."""
PARTS: dict[Path, tuple[str, ...]] = {
    _CONTRACT: (
        "lit-html/lit-html.js",
        "socket.io.esm.min.js",
        "fonts/onest/onest-cyrillic-wght-normal.woff2",
        "fonts/onest/onest-latin-wght-normal.woff2",
    ),
    _HARDWARE: ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
}


def examined(parts: dict[Path, tuple[str, ...]] = PARTS) -> Iterator[Finding]:
    """One finding for each folder."""
    for folder, names in parts.items():
        missing = [name for name in (_STAMP, *names) if not _is_there(folder / name)]
        if missing:
            yield fault(
                "parts",
                str(folder),
                Say(
                    f"Бракує частин: {', '.join(missing)}. Сторінки або талони не працюватимуть.",
                    f"Parts are missing: {', '.join(missing)}. Pages or slips will not work.",
                ),
                Say(
                    "Встановіть програму знову: pip install --force-reinstall --no-deps .",
                    "Install the program again: pip install --force-reinstall --no-deps .",
                ),
            )
        else:
            yield well("parts", str(folder), uk="Усі частини на місці.", en="All parts are in place.")


def _is_there(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0
