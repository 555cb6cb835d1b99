"""Findings as lines that a person reads at a terminal: Ukrainian first, English below."""

from collections.abc import Iterable, Iterator

from server.settings import BadSetting
from server.store.findings import Finding, Grade, Say, fault

_MARKS = {
    Grade.WELL: Say("гаразд", "well"),
    Grade.WARNING: Say("УВАГА", "WARNING"),
    Grade.FAULT: Say("НЕСПРАВНО", "FAULT"),
}


def is_sick(findings: Iterable[Finding]) -> bool:
    """Whether anything is so wrong that the hall does not work or data may be lost."""
    return any(finding.grade is Grade.FAULT for finding in findings)


def lines_of(finding: Finding) -> Iterator[str]:
    """What, which one, and what to do."""
    mark = _MARKS[finding.grade]
    if finding.remedy is None:
        yield f"{mark.uk} / {mark.en}: {finding.which}: {finding.what.uk} / {finding.what.en}"
        return
    yield f"{mark.uk}: {finding.which}: {finding.what.uk}"
    yield f"    → {finding.remedy.uk}"
    yield f"    {mark.en}: {finding.what.en}"
    yield f"    → {finding.remedy.en}"


def summary(findings: Iterable[Finding]) -> str:
    """The last line."""
    grades = [finding.grade for finding in findings]
    faults, warnings = grades.count(Grade.FAULT), grades.count(Grade.WARNING)
    if not faults and not warnings:
        return f"Усе гаразд: перевірено {len(grades)}. / All is well: {len(grades)} things looked at."
    return (
        f"Несправностей: {faults}, попереджень: {warnings}, перевірено: {len(grades)}. / "
        f"Faults: {faults}, warnings: {warnings}, looked at: {len(grades)}."
    )


def of_settings(error: BadSetting) -> Finding:
    """Settings that nobody understands keep everything else from being looked at."""
    return fault(
        "settings",
        "settings",
        Say(f"Налаштування не зрозумілі: {error}", f"The settings are not understood: {error}"),
        Say("Виправте їх; усі ключі описано в docs/settings.md.", "Mend them; docs/settings.md has every key."),
    )
