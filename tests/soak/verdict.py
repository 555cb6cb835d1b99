"""Whether a soak went well: the one judgement of the command and of its test."""

from __future__ import annotations

from tests.soak.soak import Soaked


def failings(soak: Soaked) -> list[str]:
    """A sentence each; whoever compares memory and threads does that beside it. A soak in which nothing happened shows
    nothing, and so fails as well."""
    happened = {
        "ticket taken": soak.tickets,
        "paper out": soak.papers.count,
        "answer of the kiosk's page": soak.page_answers,
        "slip told of while nothing was wrong": soak.found.calm_slips,
        **{f"call by panel {address} of {name}": count for (name, address), count in soak.presses.items()},
    }
    return [
        *soak.found.lost,
        *soak.found.unmarked_doubles,
        *soak.found.untrue,
        *soak.page_failures,
        *(f"nobody was told: {fault}" for fault in soak.untold),
        *(f"never well again: {each.fault}" for each in soak.played if each.healed_seconds is None),
        *(f"not one {what}" for what, count in happened.items() if count == 0),
    ]
