"""What a slip says, block by block: the same for a picture and for lines of text. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from hardware.printers.layout.blocks import Align, Block, Kind, Layout, Role
from server.contract.slip import Slip, SlipWords

DOT = " · "
_CLOSE = 0.5


@dataclass(frozen=True, slots=True)
class Words:
    """Running text."""

    text: str
    role: Role
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Dated:
    """Date and time, and the product's dots before them."""

    text: str
    has_dots: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """That this is a copy, seen across a room."""

    text: str


@dataclass(frozen=True, slots=True)
class Label:
    """The number; ``width`` is its share of the paper."""

    text: str
    width: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is looked for, under its caption, which may be said in two languages."""

    captions: tuple[str, ...]
    text: str
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Figures:
    """Two of them side by side."""

    left: Figure
    right: Figure


@dataclass(frozen=True, slots=True)
class Listed:
    """Things one below the other."""

    items: tuple[str, ...]
    role: Role


@dataclass(frozen=True, slots=True)
class Code:
    """The address of the phone page, for a camera."""

    url: str
    align: Align


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture of the office's."""

    picture: Image.Image
    align: Align


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""

    thickness: int


@dataclass(frozen=True, slots=True)
class Space:
    """Blank paper, in gaps of the layout."""

    gaps: float


Ink = Words | Dated | Mark | Label | Figure | Figures | Listed | Code | Logo | Rule
Part = Ink | Space


def parts_of(layout: Layout, slip: Slip) -> tuple[Part, ...]:
    """From the top of the paper to its foot.

    A block that has nothing to say is left out, and so is a rule with nothing between it and the one before. A copy
    says so above its number, whatever the layout.
    """
    parts: list[Part] = []
    is_parted = True
    for block in layout.blocks:
        if block.kind is Kind.RULE:
            said: list[Part] = [] if is_parted else [Rule(block.thickness)]
        else:
            said = list(_said(block, slip))
        if said:
            parts += [*said, Space(block.after)]
            is_parted = block.kind is Kind.RULE
    return tuple(parts)


def _said(block: Block, slip: Slip) -> Iterator[Part]:
    second = slip.second if block.is_bilingual else None
    match block.kind:
        case Kind.LOGO if block.picture is not None:
            yield Logo(block.picture, block.align)
        case Kind.DATE:
            yield Dated(f"{slip.taken_at:%d.%m.%Y  %H:%M}", block.has_dots)
        case Kind.HALL:
            yield from _both(block, slip.hall_name, second.hall_name if second else "", Role.HALL)
        case Kind.LABEL:
            yield from _label(block, slip, second)
        case Kind.SERVICE:
            yield from _both(block, slip.service_name, second.service_name if second else "", Role.SERVICE)
        case Kind.PURPOSE:
            yield from _both(block, slip.purpose_name, second.purpose_name if second else "", Role.RUNNING)
        case Kind.FOLLOW:
            yield from _both(block, slip.texts["follow"], _text(second, "follow"), Role.RUNNING)
        case Kind.VALID:
            yield from _both(block, slip.texts["valid_today"], _text(second, "valid_today"), Role.CAPTION)
        case Kind.BOTTOM:
            yield from _bottom(block, slip.bottom_text, second.bottom_text if second else "")
        case Kind.PEOPLE:
            yield _people(block, slip, second)
        case Kind.WAIT:
            yield from _wait(block, slip, second)
        case Kind.PEOPLE_AND_WAIT:
            yield from _people_and_wait(_people(block, slip, second), tuple(_wait(block, slip, second)))
        case Kind.WINDOWS if slip.windows:
            key = "windows" if len(slip.windows) > 1 else "window"
            yield Words(f"{_joined(slip, second, key)}: {named(slip.windows)}", Role.WORDS, block.align)
        case Kind.ROUTE if slip.further:
            yield from _list(slip, second, "then")
        case Kind.DOCUMENTS if slip.documents:
            yield from _list(slip, second, "documents")
        case Kind.QR:
            yield Code(slip.phone_url, block.align)


def named(windows: tuple[str, ...]) -> str:
    """Names of windows, three numbers or more in a row as a span: «1–4, 7, Каса»."""
    spans: list[list[str]] = []
    for name in windows:
        is_next = bool(spans) and name.isdecimal() and spans[-1][-1].isdecimal() and int(name) == int(spans[-1][-1]) + 1
        if is_next:
            spans[-1].append(name)
        else:
            spans.append([name])
    return ", ".join(f"{span[0]}–{span[-1]}" if len(span) > 2 else ", ".join(span) for span in spans)


def _both(block: Block, first: str, second: str, role: Role) -> Iterator[Words]:
    if first:
        yield Words(first, role, block.align)
    if second and second != first:
        yield Words(second, Role.SECOND, block.align)


def _bottom(block: Block, first: str, second: str) -> Iterator[Words]:
    for line in first.strip().splitlines():
        yield Words(line, Role.BOTTOM, block.align)
    if second != first:
        for line in second.strip().splitlines():
            yield Words(line, Role.SECOND, block.align)


def _label(block: Block, slip: Slip, second: SlipWords | None) -> Iterator[Part]:
    if slip.is_copy:
        yield Mark(_joined(slip, second, "copy").upper())
        yield Space(1)
    if block.has_words:
        yield Words(_joined(slip, second, "your_number"), Role.CAPTION)
        yield Space(1)
    yield Label(slip.label, block.width)


def _people(block: Block, slip: Slip, second: SlipWords | None) -> Figure:
    return Figure(_captions(slip, second, "before_you"), str(slip.people_before), align=block.align)


def _wait(block: Block, slip: Slip, second: SlipWords | None) -> Iterator[Figure | Words]:
    if slip.wait is None:
        yield from _both(block, slip.texts["unknown_wait"], _text(second, "unknown_wait"), Role.WORDS)
        return
    low, high = slip.wait.low_minutes, slip.wait.high_minutes
    span = f"{low}–{high}" if low < high else f"{high}"
    yield Figure(_captions(slip, second, "wait"), f"{span} {slip.texts['minutes']}", align=block.align)


def _people_and_wait(people: Figure, wait: tuple[Figure | Words, ...]) -> Iterator[Part]:
    match wait:
        case (Figure() as figure,):
            yield Figures(people, figure)
        case _:
            yield people
            yield Space(1)
            yield from wait


def _list(slip: Slip, second: SlipWords | None, key: str) -> Iterator[Part]:
    role, first = (Role.WORDS, slip.further) if key == "then" else (Role.DOCUMENTS, slip.documents)
    yield Words(slip.texts.get(key, ""), Role.CAPTION)
    yield Listed(first, role)
    if second is None:
        return
    again = tuple(filter(None, second.further if key == "then" else second.documents))
    if again and again != first:
        yield Space(_CLOSE)
        yield Words(second.texts[key], Role.SECOND)
        yield Listed(again, Role.SECOND)


def _captions(slip: Slip, second: SlipWords | None, key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (slip.texts[key], _text(second, key)))))


def _joined(slip: Slip, second: SlipWords | None, key: str) -> str:
    return DOT.join(dict.fromkeys(filter(None, (slip.texts.get(key, ""), _text(second, key)))))


def _text(second: SlipWords | None, key: str) -> str:
    return "" if second is None else second.texts.get(key, "")
