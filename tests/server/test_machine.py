"""The server's own secret outlives restarts and power cuts."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.machine import kept_secret


def test_the_secret_is_made_once_for_the_server_alone(tmp_path: Path) -> None:
    first = kept_secret(tmp_path / "secret-key")

    assert len(first) >= 43
    assert kept_secret(tmp_path / "secret-key") == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("left", ["", "\n"])
def test_what_a_power_cut_left_of_it_is_made_anew(left: str, tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text(left)

    key = kept_secret(tmp_path / "secret-key")

    assert len(key) >= 43
    assert kept_secret(tmp_path / "secret-key") == key
