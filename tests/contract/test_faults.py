"""Every fault of a device is told in both languages, with what to do."""

from __future__ import annotations

import pytest

from server.contract.faults import words_of
from server.contract.terms import Language, PrintFault


@pytest.mark.parametrize("fault", list(PrintFault))
def test_a_fault_has_its_words_and_a_remedy(fault: PrintFault) -> None:
    words = words_of(fault)

    assert set(words.what) == set(words.remedy) == {language.value for language in Language}
    assert all(text.endswith(".") for text in words.what.values())
    assert all(bool(text) is (fault is not PrintFault.NONE) for text in words.remedy.values())
