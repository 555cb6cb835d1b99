"""What came out of the printers, told by what the paper really shows: whose slip, whole or torn, marked or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import zxingcpp
from PIL import Image

from hardware.printers.raster import render
from hardware.printers.virtual import PrintedSlip
from server.contract.slip import Slip
from server.contract.terms import TicketId

WIDTH_DOTS = 576


@dataclass(slots=True)
class Papers:
    """By ticket: on how many papers its code can be read, and how many of these are whole slips."""

    unmarked: Counter[TicketId] = field(default_factory=Counter)
    """Readable, on torn papers too: a citizen could go to the window with each."""
    whole_unmarked: Counter[TicketId] = field(default_factory=Counter)
    whole_marked: Counter[TicketId] = field(default_factory=Counter)
    count: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A ticket's slip as it should look, and as a copy."""

    ticket_id: TicketId
    original: Image.Image
    copy: Image.Image


def read_papers(printed: Iterable[PrintedSlip], slips: Mapping[TicketId, Slip]) -> Papers:
    """Look at every paper; ``slips`` are the unmarked ones."""
    by_address = {slip.phone_url: ticket_id for ticket_id, slip in slips.items()}
    papers = Papers()
    for each in printed:
        papers.count += 1
        with Image.open(each.path) as opened:
            paper = opened.convert("1")
        for code in codes_on(paper):
            ticket_id = by_address.get(code.text)
            if ticket_id is not None:
                _count(papers, paper, code, drawn(ticket_id, slips[ticket_id]), is_cut=each.is_cut)
    return papers


def codes_on(paper: Image.Image) -> list[Any]:
    """The codes that can be read."""
    return list(zxingcpp.read_barcodes(paper.convert("L")))


def drawn(ticket_id: TicketId, slip: Slip) -> Drawn:
    """As the driver draws it."""
    return Drawn(ticket_id, _picture(slip, is_copy=False), _picture(slip, is_copy=True))


def _picture(slip: Slip, *, is_copy: bool) -> Image.Image:
    picture = render(replace(slip, is_copy=is_copy), WIDTH_DOTS)
    return Image.frombytes("1", picture.size, picture.tobytes())


def _count(papers: Papers, paper: Image.Image, code: Any, should: Drawn, *, is_cut: bool) -> None:
    ticket_id = should.ticket_id
    if is_cut and _ends_with(paper, should.copy):
        papers.whole_marked[ticket_id] += 1
        return
    if is_cut and _ends_with(paper, should.original):
        papers.whole_unmarked[ticket_id] += 1
    elif _shows(paper, code, should.copy):
        return
    papers.unmarked[ticket_id] += 1


def _ends_with(paper: Image.Image, slip: Image.Image) -> bool:
    """Whether the lower part of the paper is just this slip."""
    if paper.height < slip.height:
        return False
    return paper.crop((0, paper.height - slip.height, paper.width, paper.height)).tobytes() == slip.tobytes()


def _shows(paper: Image.Image, code: Any, slip: Image.Image) -> bool:
    """Whether the torn piece is this slip from its head down to its code: then the mark is on it."""
    (own,) = codes_on(slip)
    head = code.position.top_left.y - own.position.top_left.y
    end = own.position.bottom_left.y
    wanted = slip.crop((0, 0, slip.width, end)).tobytes()
    return any(
        top >= 0 and paper.crop((0, top, paper.width, top + end)).tobytes() == wanted
        for top in range(head - 2, head + 3)
    )
