"""What can go wrong with the database itself; rules that say no are ``Refusal``.

StoreError
├── CannotOpen         the database is not there or may not be used
│   └── LibraryMissing psycopg is not installed
├── NewerSchema        a later version of Cherha has written it
├── PromiseBroken      a constraint refused what a handler did: a bug of ours
├── WritingForbidden   somebody wrote through records that were given for reading
└── StoreClosed        the store is closed, or was asked to write from within a write
"""


class StoreError(Exception):
    """Says what, which one and what to do, in both languages; ``str`` gives the English."""

    def __init__(self, *, uk: str, en: str) -> None:
        super().__init__(en)
        self.uk = uk
        self.en = en


OF_A_FILE = (
    "Чи є така тека і чи має сервер право писати в неї?",
    "Does the folder exist, and may the server write there?",
)
OF_A_SERVER = (
    "Чи працює PostgreSQL за цією адресою, чи є там така база і чи пускає вона цього користувача?",
    "Is PostgreSQL running at this address, is there such a database, and does it let this user in?",
)


class CannotOpen(StoreError):
    """The database cannot be opened; ``ask`` is what to look at, in Ukrainian and in English."""

    def __init__(self, place: str, reason: str, ask: tuple[str, str] = OF_A_FILE) -> None:
        super().__init__(
            uk=f"Не вдалося відкрити базу {place}: {reason}. {ask[0]}",
            en=f"Cannot open the database {place}: {reason}. {ask[1]}",
        )
        self.place = place


class LibraryMissing(CannotOpen):
    """The library that speaks with this kind of database is an extra, and is not installed."""

    def __init__(self) -> None:
        install = "pip install --require-hashes -r requirements/postgresql.txt"
        StoreError.__init__(
            self,
            uk=f"Для бази PostgreSQL бракує бібліотеки psycopg; встановіть її: {install}",
            en=f"A PostgreSQL database needs the library psycopg; install it: {install}",
        )
        self.place = "postgresql"


class NewerSchema(StoreError):
    """The schema is of a version that this one does not know."""

    def __init__(self, place: str, revision: str) -> None:
        super().__init__(
            uk=f"База {place} має схему {revision}, якої ця версія Черги не знає. "
            "Встановіть новішу версію або поверніть резервну копію; тут нічого не змінено.",
            en=f"The database {place} has schema {revision}, which this version of Cherha does not know. "
            "Install the newer version or restore a backup; nothing was changed.",
        )
        self.revision = revision


class PromiseBroken(StoreError):
    """The database refused a value that no handler should have written."""

    def __init__(self, promise: str) -> None:
        super().__init__(
            uk=f"База не прийняла запис: {promise}. Це помилка програми, повідомте розробників.",
            en=f"The database refused a record: {promise}. This is a bug, please report it.",
        )
        self.promise = promise


class WritingForbidden(StoreError):
    """These records were given for reading."""

    def __init__(self) -> None:
        super().__init__(
            uk="Спроба запису під час читання. Це помилка програми, повідомте розробників.",
            en="A write was tried while reading. This is a bug, please report it.",
        )


class StoreClosed(StoreError):
    """Nothing can be asked of this store here and now."""

    def __init__(self, reason: str) -> None:
        super().__init__(uk=f"Базою зараз не можна скористатися: {reason}.", en=f"The store cannot be used: {reason}.")
