"""Which letter stands before the number on a ticket, and who uses it already."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from server.contract.terms import SphereId
from server.domain.hall import LocalText
from server.domain.numbering import LETTERS
from server.web.office.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One of the allowed letters; ``users`` are the names of spheres with how many of their services use it."""

    letter: str
    users: tuple[tuple[LocalText, int], ...]


def letters_of(plan: Plan) -> tuple[Letter, ...]:
    """Every allowed letter, the most distinct ones first."""
    counts = {sphere.id: Counter(service.letter for service in services) for sphere, services in plan.tree}
    return tuple(
        Letter(
            letter=letter,
            users=tuple(
                (sphere.name, counts[sphere.id][letter]) for sphere, _ in plan.tree if counts[sphere.id][letter]
            ),
        )
        for letter in LETTERS
    )


def suggested(plan: Plan, sphere_id: SphereId | None) -> str:
    """The letter that the sphere uses most, else the first that nobody uses, else the first."""
    own = Counter(service.letter for sphere, services in plan.tree if sphere.id == sphere_id for service in services)
    return _first(
        [letter for letter, _ in own.most_common(1)] + [each.letter for each in letters_of(plan) if not each.users]
    )


def _first(letters: Iterable[str]) -> str:
    return next(iter(letters), LETTERS[0])
