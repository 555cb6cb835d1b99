"""Modbus modules with eight inputs and eight lamps, or fewer: on a pseudo-terminal (RTU) or behind a TCP port."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from hardware.buttons.virtual.modbus_modules import line_sum
from hardware.pseudo_terminal import PseudoTerminal

READ_INPUTS, WRITE_COIL = 2, 5
ILLEGAL_FUNCTION, ILLEGAL_ADDRESS = 1, 2
REQUEST_BYTES = 8


class Modules:
    """What they hold; safe in several threads."""

    def __init__(self, *addresses: int) -> None:
        self._handling = threading.Lock()
        self._inputs = {address: [False] * 8 for address in addresses}
        self.lamps = {address: [False] * 8 for address in addresses}
        self.dead: set[int] = set()
        self.lampless: set[int] = set()
        self.deaf_to_lamps: set[int] = set()
        """These ignore what they are told of lamps, without a word."""
        self.inputs = 8
        self.switched: dict[int, int] = dict.fromkeys(addresses, 0)
        """How often they were told of a lamp."""
        self.asked: dict[int, int] = dict.fromkeys(addresses, 0)
        self.questions = 0
        """To whichever module, answered or not."""
        self.rubbish: list[bytes] = []
        """The next answers, whatever is asked."""
        self.spoiled = 0
        """So many of the next answers have a wrong check sum, or are cut in half."""

    def hold(self, module: int, number: int) -> None:
        """A finger on the input with this number, from 1."""
        with self._handling:
            self._inputs[module][number - 1] = True

    def let_go(self, module: int, number: int) -> None:
        """And away."""
        with self._handling:
            self._inputs[module][number - 1] = False

    def looks(self, module: int) -> int:
        """How often the module's inputs have been read."""
        with self._handling:
            return self.asked[module]

    def answer(self, module: int, asked: bytes) -> bytes | None:
        """The answer of a module to function and data; None: silence."""
        with self._handling:
            self.questions += 1
            if module not in self._inputs or module in self.dead:
                return None
            if self.rubbish:
                return self.rubbish.pop()
            function, address, value = struct.unpack(">BHH", asked)
            if function == READ_INPUTS and value > self.inputs:
                return bytes([function | 0x80, ILLEGAL_ADDRESS])
            if function == READ_INPUTS:
                self.asked[module] += 1
                bits = sum(1 << place for place, is_on in enumerate(self._inputs[module]) if is_on)
                return bytes([function, 1, bits])
            self.switched[module] += 1
            if module in self.deaf_to_lamps:
                return None
            if function == WRITE_COIL and module not in self.lampless:
                self.lamps[module][address] = value == 0xFF00
                return asked
            return bytes([function | 0x80, ILLEGAL_FUNCTION])

    def is_spoiled(self) -> bool:
        """Whether this answer is to be spoiled."""
        with self._handling:
            self.spoiled -= self.spoiled > 0
            return self.spoiled > 0


class SerialModules:
    """A thread that answers on a pseudo-terminal, with noise if it is told to."""

    def __init__(self, modules: Modules, link: Path) -> None:
        self._modules = modules
        self.terminal = PseudoTerminal(link)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        begun = b""
        while not self._stop.is_set():
            begun += self.terminal.read(timeout_seconds=0.02)
            while len(begun) >= REQUEST_BYTES:
                frame, begun = begun[:REQUEST_BYTES], begun[REQUEST_BYTES:]
                if line_sum(frame[:-2]) == frame[-2:]:
                    self._answer(frame)

    def _answer(self, frame: bytes) -> None:
        reply = self._modules.answer(frame[0], frame[1:-2])
        if reply is None:
            return
        whole = frame[:1] + reply
        whole += line_sum(whole)
        if self._modules.is_spoiled():
            whole = whole[:-1] + bytes([whole[-1] ^ 1]) if self._modules.spoiled % 2 else whole[:3]
        self.terminal.write(whole)

    def unplug(self) -> None:
        """The line is gone."""
        self._stop.set()
        self._thread.join()
        self.terminal.close()


class _Session(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        modules = cast(_Server, self.server).modules
        while len(head := self.request.recv(7)) == 7:
            number, _protocol, length, module = struct.unpack(">HHHB", head)
            reply = modules.answer(module, self.request.recv(length - 1))
            if reply is not None:
                self.request.sendall(struct.pack(">HHHB", number, 0, len(reply) + 1, module) + reply)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    modules: Modules


@contextmanager
def tcp_modules(modules: Modules) -> Iterator[str]:
    """``host:port`` of the modules."""
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.modules = modules
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
