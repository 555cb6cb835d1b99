"""What the office has decided and set up, as events of the journal."""

from dataclasses import dataclass

from server.contract.terms import BoxId, BoxKind, PersonId, Role, ServiceId, SphereId, WindowId
from server.domain.hall import LocalText
from server.domain.setting_changes import SettingChange


@dataclass(frozen=True, slots=True, kw_only=True)
class HallFounded:
    name: LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class HallSaved:
    name: LocalText
    changes: tuple[SettingChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SphereSaved:
    sphere_id: SphereId
    name: LocalText
    is_archived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSaved:
    service_id: ServiceId
    name: LocalText
    letter: str
    is_archived: bool
    changes: tuple[SettingChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowSaved:
    window_id: WindowId
    name: str
    service_ids: tuple[ServiceId, ...]
    is_archived: bool
    helper_ids: tuple[ServiceId, ...] = ()
    """Those of its services that it serves as a helper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSaved:
    person_id: PersonId
    login: str
    roles: tuple[Role, ...]
    is_archived: bool
    is_password_changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxSaved:
    box_id: BoxId
    name: str
    box_kind: BoxKind
    is_archived: bool
    is_code_issued: bool
    changes: tuple[SettingChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxKeyChanged:
    """It came with the key that it had made itself, and the former one is worth nothing."""

    box_id: BoxId


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxJoined:
    """A box has used its one-time code."""

    box_id: BoxId


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoriesSaved:
    """Who may come out of turn in this hall, in the order of the list."""

    names: tuple[LocalText, ...]
    changes: tuple[SettingChange, ...] = ()
    """Of each category's class and basis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelFound:
    """A box has reported a panel that was not known."""

    box_id: BoxId
    wire: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelAssigned:
    """At which window a panel stands from now on, by the office or by the box's own settings; None: at none."""

    box_id: BoxId
    wire: str
    address: str
    window_id: WindowId | None


OfficeEvent = (
    HallFounded
    | HallSaved
    | SphereSaved
    | ServiceSaved
    | WindowSaved
    | PersonSaved
    | BoxSaved
    | BoxJoined
    | BoxKeyChanged
    | CategoriesSaved
    | PanelFound
    | PanelAssigned
)
