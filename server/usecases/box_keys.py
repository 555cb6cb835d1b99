"""A box's key: traded for a one-time code, changed by the box itself, taken up at its first use."""

from dataclasses import replace

from server.contract.answers import Done
from server.contract.box_commands import RotateBoxKey
from server.contract.terms import ProblemCode
from server.domain.errors import Refusal
from server.domain.office_events import BoxJoined, BoxKeyChanged
from server.usecases.actor import BoxActor
from server.usecases.office import EnrolBox, TakeUpBoxKey
from server.usecases.turn import Turn

_HASH_LENGTH = 64
_HEXADECIMAL = frozenset("0123456789abcdef")


def enrol_box(turn: Turn, command: EnrolBox) -> Done:
    """The code is used up and the key stands; refused with ``unknown-code`` when another was quicker."""
    box = turn.records.boxes.get(command.box_id)
    if box is None or box.is_archived or box.code_hash is None or box.code_hash != command.code_hash:
        raise Refusal(ProblemCode.UNKNOWN_CODE)
    turn.records.boxes.save(replace(box, code_hash=None, key_hash=command.key_hash, next_key_hash=None))
    turn.tell(BoxJoined(box_id=box.id))
    return Done()


def rotate_box_key(turn: Turn, command: RotateBoxKey) -> Done:
    """Both keys are good from now on, until the new one is used; what was offered before is forgotten."""
    if not isinstance(turn.actor, BoxActor):
        raise Refusal(ProblemCode.NOT_ALLOWED)
    if len(command.key_hash) != _HASH_LENGTH or not set(command.key_hash) <= _HEXADECIMAL:
        raise Refusal(ProblemCode.BAD_VALUE, field="key_hash", reason=f"{_HASH_LENGTH} × 0-9a-f")
    box = turn.records.boxes.get(turn.actor.box_id)
    if box is None or box.key_hash is None:
        raise Refusal(ProblemCode.NOT_ALLOWED)
    turn.records.boxes.save(replace(box, next_key_hash=command.key_hash))
    return Done()


def take_up_box_key(turn: Turn, command: TakeUpBoxKey) -> Done:
    """The former key ends here; when another was offered meanwhile, nothing changes."""
    box = turn.records.boxes.get(command.box_id)
    if box is None or box.next_key_hash != command.key_hash:
        return Done()
    turn.records.boxes.save(replace(box, key_hash=command.key_hash, next_key_hash=None))
    turn.tell(BoxKeyChanged(box_id=box.id))
    return Done()
