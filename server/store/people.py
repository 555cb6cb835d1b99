"""People: one row in the house, roles hall by hall."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, exists, select

from server.contract.terms import HallId, PersonId, ProblemCode, Role
from server.domain.errors import Refusal
from server.domain.hall import Person
from server.store import tables
from server.store.driver import Row
from server.store.errors import PromiseBroken
from server.store.statements import Sql, Statement, adding, changing, keyed

_person = tables.person
_role = tables.person_role
_COLUMNS = (_person.c.id, _person.c.login, _person.c.name, _person.c.password_hash, _person.c.is_archived)
_ALL = Statement(
    select(*_COLUMNS)
    .where(exists().where(_role.c.person_id == _person.c.id, keyed(_role, "hall_id")))
    .order_by(_person.c.name, _person.c.id)
)
_ALL_ROLES = Statement(select(_role.c.person_id, _role.c.role).where(keyed(_role, "hall_id")))
_GET = Statement(select(*_COLUMNS).where(keyed(_person, "id")))
_BY_LOGIN = Statement(select(*_COLUMNS).where(keyed(_person, "login_key")))
_ROLES = Statement(select(_role.c.role).where(keyed(_role, "hall_id", "person_id")))
_ROLES_EVERYWHERE = Statement(select(_role.c.hall_id, _role.c.role).where(keyed(_role, "person_id")))
_ADD, _CHANGE = adding(_person), changing(_person)
_ADD_ROLE = adding(_role)
_DROP_ROLES = Statement(delete(_role).where(keyed(_role, "hall_id", "person_id")))


@dataclass(frozen=True, slots=True)
class PersonRecords:
    """The port ``People``."""

    sql: Sql
    hall_id: HallId

    def all(self) -> Sequence[Person]:
        asked = {"hall_id": self.hall_id}
        roles: dict[str, set[Role]] = {}
        for person_id, role in self.sql.rows(_ALL_ROLES, asked):
            roles.setdefault(person_id, set()).add(Role(role))
        return [person_of(row, frozenset(roles[row[0]])) for row in self.sql.rows(_ALL, asked)]

    def get(self, person_id: PersonId) -> Person | None:
        return self._with_roles(self.sql.row(_GET, {"id": person_id}))

    def by_login(self, login: str) -> Person | None:
        return self._with_roles(self.sql.row(_BY_LOGIN, {"login_key": login_key(login)}))

    def save(self, person: Person) -> None:
        columns = {
            "id": person.id,
            "login": person.login,
            "login_key": login_key(person.login),
            "name": person.name,
            "password_hash": person.password_hash,
            "is_archived": person.is_archived,
        }
        try:
            self.sql.save(_CHANGE, _ADD, columns)
        except PromiseBroken as error:
            if error.promise != tables.UNIQUE_LOGIN:
                raise
            raise Refusal(ProblemCode.NAME_TAKEN, name=person.login) from error
        of_person = {"hall_id": self.hall_id, "person_id": person.id}
        self.sql.run(_DROP_ROLES, of_person)
        for role in sorted(person.roles):
            self.sql.run(_ADD_ROLE, {**of_person, "role": role.value})

    def _with_roles(self, row: Row | None) -> Person | None:
        if row is None:
            return None
        roles = self.sql.rows(_ROLES, {"hall_id": self.hall_id, "person_id": row[0]})
        return person_of(row, frozenset(Role(role) for (role,) in roles))


def login_key(login: str) -> str:
    """The login as it is compared: people do not remember whether they wrote «Олена» or «олена»."""
    return unicodedata.normalize("NFC", login.strip()).casefold()


def find_by_login(sql: Sql, login: str) -> tuple[Person, dict[HallId, frozenset[str]]] | None:
    """A person who is not archived, without roles, and the roles hall by hall."""
    row = sql.row(_BY_LOGIN, {"login_key": login_key(login)})
    if row is None or row[4]:
        return None
    roles: dict[HallId, set[str]] = {}
    for hall_id, role in sql.rows(_ROLES_EVERYWHERE, {"person_id": row[0]}):
        roles.setdefault(hall_id, set()).add(role)
    return person_of(row, frozenset()), {hall_id: frozenset(names) for hall_id, names in roles.items()}


def person_of(row: Row, roles: frozenset[Role]) -> Person:
    """A row as a person with these roles."""
    return Person(id=row[0], login=row[1], name=row[2], password_hash=row[3], is_archived=bool(row[4]), roles=roles)
