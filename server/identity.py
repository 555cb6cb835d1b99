"""Who is there: passwords, sessions, device keys and one-time codes. Only hashes of secrets are ever kept."""

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from server.contract.terms import BoxKind, HallId, PersonId, ProblemCode, RequestId, Role
from server.domain.errors import Refusal
from server.domain.hall import Box, Person
from server.usecases.actor import BoxActor, PersonActor, SystemActor
from server.usecases.bus import CommandBus
from server.usecases.kept import Session
from server.usecases.office import EnrolBox, TakeUpBoxKey
from server.usecases.ports import Aside, Chance, Clock, Store

T = TypeVar("T")

PASSWORD_LENGTH = 10
"""At least; without further rules, which make people write passwords down."""
SESSION_IDLE = timedelta(hours=14)
"""The longest day, until 20:00, and a bit: nobody is thrown out with a citizen at the window."""
_CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_TRUST_SECONDS = 5.0
"""How long an answer about a key or a session is believed before the database is asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Somebody who has just come in; ``secret`` goes into the cookie and nowhere else."""

    secret: str
    actor: PersonActor


class Identity:
    """Safe to call from any greenlet; argon2 works ``aside``."""

    def __init__(
        self,
        *,
        store: Store,
        bus: CommandBus,
        clock: Clock,
        chance: Chance,
        aside: Aside,
    ) -> None:
        self._store = store
        self._bus = bus
        self._clock = clock
        self._chance = chance
        self._aside = aside
        self._hasher = PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_hex(16))
        self._boxes: _Trusted[BoxActor | None] = _Trusted()
        self._people: _Trusted[PersonActor | None] = _Trusted()

    def hashed_password(self, password: str, salt: bytes | None = None) -> str:
        """The hash to store; refused with ``weak-password`` when too short.

        A ``salt`` of one's own makes the same hash again, so that a form sent twice asks for one thing.
        """
        if len(password) < PASSWORD_LENGTH:
            raise Refusal(ProblemCode.WEAK_PASSWORD, length=str(PASSWORD_LENGTH))
        return self._aside(lambda: self._hasher.hash(password, salt=salt))

    def sign_in(self, login: str, password: str, hall_id: HallId | None = None) -> SignedIn:
        """A session in the hall asked for, else in the first where the person has a role; else ``sign-in-failed``.

        An unknown name takes as long as a wrong password, so that names cannot be tried out.
        """
        found = self._store.read_house(lambda house: house.person_by_login(login.strip().lower()))
        person = found[0] if found is not None and found[0].password_hash else None
        password_hash = self._nobody if person is None else person.password_hash
        is_right = self._aside(lambda: self._matches(password_hash, password))
        roles_by_hall = {hall: roles for hall, roles in found[1].items() if roles} if found is not None else {}
        if person is None or not is_right or not roles_by_hall:
            raise Refusal(ProblemCode.SIGN_IN_FAILED)
        chosen = hall_id if hall_id in roles_by_hall else min(roles_by_hall)
        return self._open_session(person, chosen, frozenset(Role(role) for role in roles_by_hall[chosen]))

    def person_of(self, secret: str) -> PersonActor | None:
        """Who holds a session's secret; None when it has ended or the person has lost every role in the hall."""
        return self._people.get(secret, self._look_up_person)

    def person_still(self, secret: str) -> PersonActor | None:
        """The same, of a page that only listens: left open overnight, it must not keep its session alive."""
        found = self._session(secret)
        return None if found is None else found[1]

    def sign_out(self, secret: str) -> None:
        """Ends the session at once."""
        self._store.sessions(lambda sessions: sessions.close(hashed(secret)))
        self._people.forget(secret)

    def box_of(self, device_key: str) -> BoxActor | None:
        """The box that holds a device key."""
        return self._boxes.get(device_key, self._look_up_box)

    def enrol(self, code: str, *, only: BoxKind | None = None) -> tuple[BoxActor, str]:
        """Turns a one-time code into a device key, once; refused with ``unknown-code``.

        ``only``: where a box of another kind has no business (``not-allowed``); its code is not used up.
        """
        code_hash = hashed(tidy_code(code))
        box = self._store.read_house(lambda house: house.box_by_code(code_hash))
        if box is None or box.is_archived:
            raise Refusal(ProblemCode.UNKNOWN_CODE)
        if only is not None and box.kind is not only:
            raise Refusal(ProblemCode.NOT_ALLOWED)
        device_key = secrets.token_urlsafe(32)
        self._bus.handle(
            SystemActor(hall_id=box.hall_id),
            EnrolBox(
                request_id=RequestId(self._chance.new_id()),
                box_id=box.id,
                code_hash=code_hash,
                key_hash=hashed(device_key),
            ),
        )
        self.changed()
        return _actor_of(box), device_key

    def changed(self) -> None:
        """People or boxes have changed: ask the database anew."""
        self._boxes.clear()
        self._people.clear()

    def close_sessions_of(self, person_id: PersonId) -> None:
        """A password was changed or an account closed: every session of the person ends."""
        self._store.sessions(lambda sessions: sessions.close_all_of(person_id))
        self._people.clear()

    def _open_session(self, person: Person, hall_id: HallId, roles: frozenset[Role]) -> SignedIn:
        secret = secrets.token_urlsafe(32)
        now = self._clock.read().wall
        session = Session(secret_hash=hashed(secret), person_id=person.id, hall_id=hall_id, opened_at=now, seen_at=now)
        self._store.sessions(lambda sessions: sessions.open(session, idle_since=now - SESSION_IDLE))
        actor = PersonActor(person_id=person.id, hall_id=hall_id, name=person.name, roles=roles)
        return SignedIn(secret=secret, actor=actor)

    def _look_up_person(self, secret: str) -> PersonActor | None:
        found = self._session(secret)
        if found is None:
            return None
        session, actor = found
        now = self._clock.read().wall
        if now - session.seen_at > SESSION_IDLE / 24:
            self._store.sessions(lambda sessions: sessions.touch(session.secret_hash, now))
        return actor

    def _session(self, secret: str) -> tuple[Session, PersonActor] | None:
        """A session that has not ended, and whose it is."""
        session = self._store.sessions(lambda sessions: sessions.find(hashed(secret)))
        if session is None or self._clock.read().wall - session.seen_at > SESSION_IDLE:
            return None
        person = self._store.read(session.hall_id, lambda records: records.people.get(session.person_id))
        if person is None or person.is_archived or not person.roles:
            return None
        actor = PersonActor(person_id=person.id, hall_id=session.hall_id, name=person.name, roles=person.roles)
        return session, actor

    def _look_up_box(self, device_key: str) -> BoxActor | None:
        key_hash = hashed(device_key)
        box = self._store.read_house(lambda house: house.box_by_key(key_hash))
        if box is None or box.is_archived:
            return None
        if box.next_key_hash == key_hash:
            self._take_up(box, key_hash)
        return _actor_of(box)

    def _take_up(self, box: Box, key_hash: str) -> None:
        """The first use of a new key: the former one ends before anything is done by this one."""
        request_id = RequestId(self._chance.new_id())
        command = TakeUpBoxKey(request_id=request_id, box_id=box.id, key_hash=key_hash)
        self._bus.handle(SystemActor(hall_id=box.hall_id), command)
        self.changed()

    def _matches(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False


def new_code() -> str:
    """A one-time code that can be read out over the telephone: «K7QM-2XPD», 39 bits, no look-alikes."""
    return code_of(secrets.randbits(128))


def code_of(number: int) -> str:
    """The one-time code that a large number picked by chance stands for."""
    signs = ""
    for _ in range(8):
        number, sign = divmod(number, len(_CODE_SIGNS))
        signs += _CODE_SIGNS[sign]
    return f"{signs[:4]}-{signs[4:]}"


def tidy_code(code: str) -> str:
    """A code as it was meant: case, spaces and hyphens do not count."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def hashed(secret: str) -> str:
    """SHA-256 in hex: enough for secrets that chance made, which nobody can guess through."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()


class _Trusted(Generic[T]):
    """Answers believed for a few seconds; a bound keeps a stranger's guesses from filling the memory."""

    _MOST = 4096

    def __init__(self) -> None:
        self._kept: dict[str, tuple[float, T]] = {}
        self._changes = 0

    def get(self, key: str, ask: Callable[[str], T]) -> T:
        kept = self._kept.get(key)
        now = time.monotonic()
        if kept is not None and now - kept[0] < _TRUST_SECONDS:
            return kept[1]
        changes = self._changes
        answer = ask(key)
        if len(self._kept) >= self._MOST:
            self._kept.clear()
        if changes == self._changes:  # else it may have been asked before the change and answered after it
            self._kept[key] = (now, answer)
        return answer

    def forget(self, key: str) -> None:
        self._changes += 1
        self._kept.pop(key, None)

    def clear(self) -> None:
        self._changes += 1
        self._kept.clear()


def _actor_of(box: Box) -> BoxActor:
    return BoxActor(box_id=box.id, hall_id=box.hall_id, name=box.name, kind=box.kind)
