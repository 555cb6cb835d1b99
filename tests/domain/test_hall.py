"""What the office decides, and what holds until it does."""

from __future__ import annotations

import pytest

from server.contract.terms import SuspensionReason
from server.domain.hall import HallSettings
from server.domain.suspension import OUTAGE_TEXT, SHELTER_TEXT


@pytest.mark.parametrize(
    ("reason", "usual"), [(SuspensionReason.ALERT, SHELTER_TEXT), (SuspensionReason.OUTAGE, OUTAGE_TEXT)]
)
def test_until_the_office_writes_its_own_a_suspension_has_a_text(reason: SuspensionReason, usual: object) -> None:
    own = HallSettings(shelter_text={"uk": "Укриття у дворі"}, outage_text={"uk": "Зачекайте"})

    assert HallSettings(shelter_text={}, outage_text={}).suspension_text(reason) == usual
    assert HallSettings().suspension_text(reason) == usual
    assert own.suspension_text(reason) == (own.shelter_text if reason is SuspensionReason.ALERT else own.outage_text)
