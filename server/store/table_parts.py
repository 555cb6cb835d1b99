"""What the tables are made of."""

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Index, MetaData, String, text

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

IS_NOT_ARCHIVED = "NOT is_archived"


def an_id(name: str, *, is_key: bool = False, is_nullable: bool = False) -> Column[str]:
    """An id of ours; of the ticket, window … that the name says."""
    return Column(name, String(64), primary_key=is_key, nullable=is_nullable)


def hall_key() -> Column[str]:
    """The hall, first in every key."""
    return Column("hall_id", String(64), ForeignKey("hall.id"), primary_key=True, nullable=False)


def hall_key_by_parent() -> Column[str]:
    """Where a reference to a parent of the hall says already that the hall is there."""
    return Column("hall_id", String(64), primary_key=True, nullable=False)


def of_hall(column: str, parent: str) -> ForeignKeyConstraint:
    """A reference that cannot lead into another hall."""
    return ForeignKeyConstraint(["hall_id", column], [f"{parent}.hall_id", f"{parent}.id"])


def partial(name: str, *columns: str, where: str, is_unique: bool = False) -> Index:
    """An index of the rows that the condition picks, the same on both databases."""
    return Index(name, *columns, unique=is_unique, sqlite_where=text(where), postgresql_where=text(where))
