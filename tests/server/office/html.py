"""Reads forms and words out of a page, as a browser without a screen would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

Typed = str | Sequence[str] | None


@dataclass(slots=True)
class Form:
    """The fields of a form as they stand; a name may have several values."""

    id: str | None
    action: str | None
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    offered: dict[str, list[str]] = field(default_factory=dict)
    """The values of boxes and radio buttons, ticked or not."""

    def value(self, name: str) -> str:
        """What stands in a field; nothing in one that is not there."""
        return next(iter(self.fields.get(name, [])), "")

    def filled(self, typed: Mapping[str, Typed]) -> dict[str, list[str]]:
        """Everything that a browser would send. A name is written with ``_`` for ``-``."""
        sent = dict(self.fields)
        for name, value in typed.items():
            key = name if name in self.fields or name in self.offered else name.replace("__", "-")
            if value is None:
                sent.pop(key, None)
            else:
                sent[key] = [value] if isinstance(value, str) else list(value)
        return sent


def read_forms(html: str) -> list[Form]:
    """In the order of the page."""
    reader = _Forms()
    reader.feed(html)
    return reader.forms


def read_text(html: str) -> str:
    """The words of a page, without its style, each piece apart by one space."""
    reader = _Text()
    reader.feed(html)
    return " ".join(" ".join(reader.pieces).split())


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        match tag:
            case "form":
                self.forms.append(Form(given.get("id"), given.get("action"), given.get("method") or "get"))
            case "input" if name and given.get("type") in ("checkbox", "radio"):
                self._offer(name, value, is_chosen="checked" in given)
            case "input" if name:
                self.forms[-1].fields.setdefault(name, []).append(value)
            case "textarea":
                self._area = name
                self.forms[-1].fields[name] = [""]
            case "select":
                self._select = name
            case "option" if self._select:
                is_chosen = "selected" in given or self._select not in self.forms[-1].fields
                self._offer(self._select, value, is_chosen=is_chosen)

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.forms[-1].fields[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        if tag == "select":
            self._select = None

    def _offer(self, name: str, value: str, *, is_chosen: bool) -> None:
        form = self.forms[-1]
        form.offered.setdefault(name, []).append(value)
        if is_chosen and self._select:
            form.fields[name] = [value]
        elif is_chosen:
            form.fields.setdefault(name, []).append(value)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
