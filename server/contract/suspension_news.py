"""That a hall is suspended, as every page says it."""

from dataclasses import dataclass
from datetime import datetime

from server.contract.catalogue import LocalText
from server.contract.terms import SuspensionReason


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionNow:
    """An alert or outage: every clock of the hall stands still, and nobody is called."""

    reason: SuspensionReason
    since: datetime
    titles: LocalText
    """What it is called, by language: a hall's screens show every language at once."""
    texts: LocalText
    """What people are to do meanwhile, as the office has put it."""
