"""Words for the person at a terminal: Ukrainian first, English below."""

from collections.abc import Iterator
from dataclasses import dataclass

from server.contract.faults import words_of
from server.contract.terms import PrintFault


@dataclass(frozen=True, slots=True)
class Say:
    """One sentence in both languages."""

    uk: str
    en: str

    def lines(self, *, mark: str = "") -> Iterator[str]:
        """As it is printed; once, where both languages say the same."""
        yield f"{mark}{self.uk}"
        if self.en != self.uk:
            yield f"{' ' * len(mark)}{self.en}"

    def then(self, further: "Say") -> "Say":
        """Both, one after the other."""
        return Say(f"{self.uk} {further.uk}".strip(), f"{self.en} {further.en}".strip())


def same(text: str) -> Say:
    """What is no sentence of ours: an address, a line of a library."""
    return Say(text, text)


def of_fault(fault: PrintFault) -> Say:
    """What is wrong, and what to do."""
    words = words_of(fault)
    return Say(f"{words.what['uk']} {words.remedy['uk']}".strip(), f"{words.what['en']} {words.remedy['en']}".strip())
