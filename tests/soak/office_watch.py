"""What the office is told of boxes and their devices, with the moments: what reception's page would show."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from typing import TypeVar

from server.bootstrap import Core
from server.contract.terms import BoxId, DeviceState
from server.demo.seed import HALL_ID
from server.usecases.kept import BoxHealth
from tests.soak.plan import BoxName, Device

LOOK_SECONDS = 0.05
Value = TypeVar("Value")


class OfficeWatch:
    """Looks at the server's own notes of health, so often that what it saw first is nearly when it was written."""

    def __init__(self, core: Core, boxes: Mapping[BoxId, BoxName]) -> None:
        self._core = core
        self._boxes = boxes
        self._looking = threading.Lock()
        self._states: dict[tuple[BoxName, Device], list[tuple[float, DeviceState]]] = {}
        self._lost: dict[BoxName, list[tuple[float, bool]]] = {}

    def run(self, stop: threading.Event) -> None:
        """Look until ``stop``."""
        while not stop.wait(LOOK_SECONDS):
            health = self._core.store.read(HALL_ID, lambda records: records.boxes.health())
            self._note(health, time.monotonic())

    def is_ready(self, box: BoxName, device: Device) -> bool:
        """As last told."""
        with self._looking:
            told = self._states.get((box, device))
            return bool(told) and told is not None and told[-1][1] is DeviceState.READY

    def is_ill(self, box: BoxName, device: Device) -> bool:
        """As last told; one that was never named is well."""
        with self._looking:
            told = self._states.get((box, device))
            return bool(told) and told is not None and told[-1][1] is not DeviceState.READY

    def is_here(self, box: BoxName) -> bool:
        """It has been heard of, and is not noted as lost."""
        with self._looking:
            told = self._lost.get(box)
            return bool(told) and told is not None and not told[-1][1]

    def told_of_device(self, box: BoxName, device: Device, since: float) -> float | None:
        """When the office was first told, after ``since``, that something is wrong with it."""
        with self._looking:
            told = self._states.get((box, device), [])
            return next((at for at, state in told if at >= since and state is not DeviceState.READY), None)

    def told_of_box(self, box: BoxName, since: float) -> float | None:
        """When it was noted as lost after ``since``."""
        with self._looking:
            return next((at for at, is_lost in self._lost.get(box, []) if at >= since and is_lost), None)

    def _note(self, health: Sequence[BoxHealth], now: float) -> None:
        with self._looking:
            for each in health:
                box = self._boxes.get(each.box_id)
                if box is None:
                    continue
                _add(self._lost.setdefault(box, []), now, each.lost_at is not None)
                for device in each.devices:
                    if device.name in set(Device):
                        _add(self._states.setdefault((box, Device(device.name)), []), now, device.state)


def _add(told: list[tuple[float, Value]], now: float, value: Value) -> None:
    if not told or told[-1][1] != value:
        told.append((now, value))
