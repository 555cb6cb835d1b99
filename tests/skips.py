"""A skipped test is a promise not kept: only what tests/allowed_skips.toml lists, with its reason, may be skipped."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

ALLOWED_SKIPS = Path(__file__).with_name("allowed_skips.toml")
# What the hall stands on: a machine where these cannot run has not tested Cherha.
NEVER_SKIPPED = ("tests/browser/", "voice", "postgres")


@dataclass(frozen=True, slots=True)
class Skip:
    """A test (a pytest node id, or the id of a module) and why it did not run."""

    test: str
    reason: str

    def covers(self, other: Skip) -> bool:
        """Whether this allowance is for that skip: the same test, any parameter that may be skipped, and the reason."""
        if any(word in other.test for word in NEVER_SKIPPED):
            return False
        return other.test.partition("[")[0] == self.test and self.reason in other.reason


SKIPS = pytest.StashKey[list[Skip]]()


def read_allowed(path: Path) -> tuple[Skip, ...]:
    """The allowances of the file; one without a reason, or for a test that must run everywhere, is refused."""
    allowed = tuple(Skip(entry["test"], entry["reason"]) for entry in tomllib.loads(path.read_text("utf-8"))["skip"])
    for skip in allowed:
        if not skip.reason.strip():
            raise ValueError(f"{path.name}: {skip.test} is allowed to be skipped without a reason")
        if any(word in skip.test for word in NEVER_SKIPPED):
            raise ValueError(f"{path.name}: {skip.test} may not be skipped anywhere")
    return allowed


def unlisted(skips: Iterable[Skip], allowed: tuple[Skip, ...]) -> list[Skip]:
    """The skips that nobody has allowed, in the order they came."""
    return [skip for skip in skips if not any(allowance.covers(skip) for allowance in allowed)]


def pytest_configure(config: pytest.Config) -> None:
    """Begin with no skips."""
    config.stash[SKIPS] = []
    config.pluginmanager.register(Police(config), "cherha-skips")


class Police:
    """Hears of every skip, in the tests and while collecting, also from the workers of pytest-xdist."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test that skipped itself, by mark or in its fixtures, or is expected to fail."""
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A module that skipped itself whole."""
        self._note(report)

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if not report.skipped:
            return
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longreprtext
        self.config.stash[SKIPS].append(Skip(report.nodeid, why))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A run with an unlisted skip has failed."""
        if self._unlisted() and session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say which, and where they would have to be listed."""
        for skip in self._unlisted():
            terminalreporter.write_line(f"NOT ALLOWED TO SKIP {skip.test}: {skip.reason}", red=True)

    def _unlisted(self) -> list[Skip]:
        seen = self.config.stash[SKIPS]
        return unlisted(seen, read_allowed(ALLOWED_SKIPS))
