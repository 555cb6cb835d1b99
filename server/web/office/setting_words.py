"""What has changed on the Center's card, of a service or a category, in the words of their forms."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from server.domain.setting_changes import SettingChange
from server.web.office.names import Names
from server.web.office.words import later

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "name": later("Name"),
        "time_zone": later("Time zone"),
        "hours": later("Opening hours"),
        "exceptions": later("Other hours on single dates"),
        "missed_after_seconds": later("Missed may be said after, seconds"),
        "announcements": later("Calls of one ticket at most"),
        "least_announcements": later("Calls before a ticket is missed, at least"),
        "is_missed_automatically": later("The server calls again and marks missed by itself"),
        "is_call_finishing": later("Calling the next visitor finishes the present one"),
        "is_returned_to_end": later("A missed ticket is returned to the end of the line"),
        "call_after_finish_seconds": later("The next visitor is called by itself after, seconds"),
        "call_shown_seconds": later("A call is shown for, seconds"),
        "slip_lease_seconds": later("A printer must report within, seconds"),
        "local_points": later("Local categories: waiting counts, times"),
        "guard": later("Local categories in a row at one window at most"),
        "booked_tolerance_minutes": later("Booked visitors may be late by, minutes"),
        "paper_letter": later("Letter of the numbers given by hand"),
        "services_per_visit": later("Services in one visit at most"),
        "pre_holiday_minutes": later("Before a holiday closed earlier by, minutes"),
        "is_intake_closed_by_wait": later("No more tickets when the wait is longer than the time until closing"),
        "is_intake_stopped_when_suspended": later("No tickets while the service is suspended"),
        "phone_base_url": later("Address of the phone pages"),
        "out_of_turn_notice": later("Notice of who may come out of turn"),
        "categories": later("Out of turn"),
        "grace_seconds": later("After it nobody is missed for, seconds"),
        "shelter_text": later("Text of the air-raid alert"),
        "outage_text": later("Text of the power outage"),
        "proclaimed_every_minutes": later("The text is said again every, minutes"),
        "slip_text": later("Text at the bottom of the ticket"),
        "reception_box_id": later("Reception’s printer"),
        "roll_length_mm": later("Paper on a new roll, metres"),
        "paper_warning_slips": later("Warn when the roll is good for, slips"),
        # of a service
        "sphere_id": later("Sphere"),
        "letter": later("Letter on the ticket"),
        "purposes": later("What one may come for"),
        "position": later("Place in the list"),
        "minutes": later("Usual visit, minutes"),
        "documents": later("Documents to bring"),
        "fee": later("Fee"),
        "term": later("Term"),
        "provider": later("Provider"),
        "is_archived": later("In the archive"),
        "month_days": later("Days of the month"),
        "daily_limit": later("Tickets a day at most"),
        # of a box
        "has_printer": later("Its own printer"),
        "prints_at": later("Its tickets come out at"),
        # of a category
        "by_law": later("{category}: by law"),
        "basis": later("{category}: basis"),
    }
)
"""As the form calls each; one that an old journal names and nobody knows any more is told by its own name."""
_TOO_LONG = frozenset(
    {
        "hours",
        "exceptions",
        "categories",
        "out_of_turn_notice",
        "shelter_text",
        "outage_text",
        "slip_text",
        "purposes",
        "documents",
        "fee",
        "term",
        "provider",
        "basis",
    }
)
"""Only named on the page: whole texts and timetables would hide the other lines."""
_IDS = frozenset({"reception_box_id", "sphere_id", "prints_at"})
_MILLIMETRES = frozenset({"roll_length_mm"})
"""Asked for in metres."""
_WORDS: Mapping[str, str] = MappingProxyType({"yes": later("yes"), "no": later("no")})


def told_changes(changes: Iterable[SettingChange], names: Names) -> str:
    """Each decision once, the short ones with what they were and are."""
    return "; ".join(dict.fromkeys(_told(each, names) for each in changes))


def _told(change: SettingChange, names: Names) -> str:
    setting, _dot, category = change.setting.partition(".")
    title = names.say(TITLES[setting], category=category) if setting in TITLES else change.setting
    if setting in _TOO_LONG:
        return names.say(later("“{title}”"), title=title)
    former, present = (_value(text, names, setting) for text in (change.former, change.present))
    return names.say(later("“{title}”: {former} → {present}"), title=title, former=former, present=present)


def _value(text: str, names: Names, setting: str) -> str:
    if setting in _IDS and text:
        return names.of(text)
    if setting in _MILLIMETRES and text:
        return f"{int(text) / 1000:g}"
    return names.say(_WORDS[text]) if text in _WORDS else text or "—"
