"""A property in as many generated halls as a promise to each who waits is worth."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis.strategies import SearchStrategy

_FEW, _MANY = 100, 2000


def in_thousands(
    *, few: int = _FEW, many: int = _MANY, **drawn: SearchStrategy[Any]
) -> Callable[[Callable[..., None]], Callable[[int], None]]:
    """As ``given``, twice: in a few halls each time that something is tried, in all of them in the whole run."""

    def of(holds: Callable[..., None]) -> Callable[[int], None]:
        @pytest.mark.parametrize("halls", [few, pytest.param(many, marks=pytest.mark.slow)])
        def test(halls: int) -> None:
            settings(max_examples=halls)(given(**drawn)(holds))()

        test.__doc__ = holds.__doc__
        return test

    return of
