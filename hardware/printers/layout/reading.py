"""Reads a layout from its TOML file, strictly: each refusal names the file, the line, the key and what may stand
there."""

from functools import cache
from pathlib import Path

from PIL import Image

from hardware.errors import SettingsRefused
from hardware.printers.layout.blocks import WIDE_FROM_DOTS, Align, Block, Kind, Layout, Role, Sizes
from hardware.printers.layout.logo import LogoRefused, read_logo
from hardware.settings_table import Table, Whereabouts, parsed

FOLDER = Path(__file__).parents[1] / "layouts"
STANDARD = "standard"
SMALLEST_LETTERS, LARGEST_LETTERS = 14, 160

_AFTER: dict[Kind, float] = {Kind.LABEL: 1.0, Kind.RULE: 1.0, Kind.QR: 1.5, Kind.FOLLOW: 1.0}
"""Gaps below a block, unless the file says otherwise; ``_CLOSE`` below all others."""
_CLOSE = 0.5
_LEAST_MODULES = {"wide": 6, "narrow": 4}
"""Dots a module of the QR that a worn head still prints, on 80 and on 58 mm paper."""
_BILINGUAL = frozenset(Kind) - {Kind.LOGO, Kind.DATE, Kind.QR, Kind.RULE}
_ALIGNED = frozenset(Kind) - {Kind.DATE, Kind.LABEL, Kind.RULE, Kind.PEOPLE_AND_WAIT, Kind.DOCUMENTS}


def shipped_layouts() -> tuple[str, ...]:
    """Names of the layouts that come with the product."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def standard_layout() -> Layout:
    """The one that is used where none is named."""
    return read_layout(STANDARD, width_dots=WIDE_FROM_DOTS)


def read_layout(name: str, *, width_dots: int) -> Layout:
    """A layout by its name or by the path of its file, for a printer of this width; raises ``SettingsRefused``."""
    why_not = why_no_layout(name)
    if why_not is not None:
        raise SettingsRefused("layout", why_not)
    path = _path_of(name)
    values, text = parsed(path)
    top = Table(values, Whereabouts(str(path), text))
    wide, narrow = _sizes(top, "wide"), _sizes(top, "narrow")
    native = top.choice("text_qr", ("native", "none"), "native")
    blocks = tuple(_block(each, path.parent, width_dots) for each in top.tables("block"))
    labels = [block for block in blocks if block.kind is Kind.LABEL]
    if len(labels) != 1:
        raise top.refused("block", 'must hold kind = "label" once: a slip without its number is worth nothing')
    top.refuse_the_rest()
    return Layout(blocks, wide, narrow, has_native_qr=native == "native")


def why_no_layout(name: str) -> str | None:
    """Why nothing can be read by this name; None: there is a file, right or wrong."""
    path = _path_of(name)
    if path.suffix != ".toml":
        known = ", ".join(shipped_layouts())
        return f"{name!r} is no layout; the known ones are {known}, or name a file such as /etc/cherha/slip.toml"
    return None if path.is_file() else f"names the file {path}, which cannot be read: it is not there"


def _path_of(name: str) -> Path:
    return FOLDER / f"{name}.toml" if name in shipped_layouts() else Path(name).expanduser()


def _sizes(top: Table, name: str) -> Sizes:
    table = top.table(name)
    if table is None:
        raise top.refused(name, "is missing: the sizes on this width of paper")
    sizes = Sizes(
        letters={role: _letters(table, role) for role in Role},
        figure=_letters(table, "figure"),
        mark=_letters(table, "mark"),
        gap=round(_needed(table, "gap", least=4, most=60)),
        module=_LEAST_MODULES[name],
        qr=_needed(table, "qr", least=0.2, most=0.9),
        column=_needed(table, "column", least=0.2, most=0.8),
    )
    table.refuse_the_rest()
    return sizes


def _letters(table: Table, key: str) -> int:
    return round(_needed(table, key, least=SMALLEST_LETTERS, most=LARGEST_LETTERS))


def _needed(table: Table, key: str, *, least: float, most: float) -> float:
    if key not in table.rest():
        raise table.refused(key, f"is missing: a number from {least:g} to {most:g}")
    return table.number(key, least, least=least, most=most)


def _block(table: Table, folder: Path, width_dots: int) -> Block:
    kind = Kind(table.choice("kind", tuple(Kind)))
    block = Block(
        kind=kind,
        after=table.number("after", _AFTER.get(kind, _CLOSE), least=0, most=20),
        align=Align(table.choice("align", tuple(Align), Align.LEFT)) if kind in _ALIGNED else Align.LEFT,
        is_bilingual=kind in _BILINGUAL and table.flag("second_language", default=False),
        has_words=kind is not Kind.LABEL or table.flag("words", default=True),
        has_dots=kind is not Kind.DATE or table.flag("dots", default=True),
        thickness=round(table.number("thickness", 2, least=1, most=16)) if kind is Kind.RULE else 2,
        width=table.number("width", 1, least=0.3, most=1) if kind is Kind.LABEL else 1.0,
        picture=_logo(table, folder, width_dots) if kind is Kind.LOGO else None,
    )
    table.refuse_the_rest()
    return block


def _logo(table: Table, folder: Path, width_dots: int) -> Image.Image:
    try:
        return read_logo(folder / table.text("file"), width_dots)
    except LogoRefused as refused:
        raise table.refused("file", str(refused)) from refused
