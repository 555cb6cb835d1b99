"""Sentences of the journal about what the office has saved, where they say more than that."""

from server.domain import office_events
from server.domain.events import Event
from server.web.office.words import later


def of_office(event: Event) -> str | None:
    """None: as plainly as always."""
    match event:
        case office_events.CategoriesSaved(names=()):
            return later("Nobody is listed out of turn any more")
        case office_events.CategoriesSaved(changes=(_, *_)):
            return later("Who may come out of turn: {names}; changed: {changes}")
        case office_events.SphereSaved(is_archived=True):
            return later("Sphere put into the archive: {name}")
        case office_events.ServiceSaved(is_archived=True):
            return later("Service put into the archive: {name}")
        case office_events.ServiceSaved(changes=(_, *_)):
            return later("Service saved: {name}, letter {letter}; {changes}")
        case office_events.HallSaved(changes=(_, *_)):
            return later("The Center’s card was changed: {changes}")
        case office_events.WindowSaved(is_archived=True):
            return later("Window {name} put into the archive")
        case office_events.WindowSaved(helper_ids=(_, *_)):
            return later("Window {name} saved, services: {count}; as a helper: {helpers}")
        case office_events.PersonSaved(is_archived=True):
            return later("Person put into the archive: {login}")
        case office_events.PersonSaved(is_password_changed=True):
            return later("Person saved with a new password: {login}; roles: {roles}")
        case office_events.BoxSaved(is_archived=True):
            return later("Box put into the archive: {name}")
        case office_events.BoxSaved(is_code_issued=True):
            return later("A one-time code was made for {name}")
        case office_events.BoxSaved(changes=(_, *_)):
            return later("Box saved: {name}; {changes}")
        case office_events.PanelAssigned(window_id=None):
            return later("Panel {address} of {box} is at no window")
        case _:
            return None
