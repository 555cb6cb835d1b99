"""What the doctor says of the machine, its voice and its parts."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from server.doctor import browser_parts, machine, voice
from server.settings import Settings
from server.store.findings import Finding, Grade
from tests.ports import free_port


def of_machine(settings: Settings) -> dict[str, Finding]:
    return {finding.check: finding for finding in machine.examined(settings)}


@contextmanager
def stranger(answer: bytes) -> Iterator[int]:
    """Somebody else at a port, who answers the first visitor with just this."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(10)


def test_a_good_folder_and_a_free_port_have_no_fault(tmp_path: Path) -> None:
    found = of_machine(Settings(folder=tmp_path, port=free_port()))

    assert found["folder"].grade is Grade.WELL
    assert found["time-zone"].grade is Grade.WELL
    assert found["port"].grade is Grade.WARNING
    assert "does not run" in found["port"].what.en


def test_a_folder_that_is_not_there_is_named_and_not_made(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere"

    found = of_machine(Settings(folder=missing, port=free_port()))

    assert found["folder"].grade is Grade.FAULT
    assert found["folder"].which == str(missing)
    assert not missing.exists()


def test_a_folder_that_cannot_be_written_is_a_fault() -> None:
    # Not even root may make a file there.
    found = of_machine(Settings(folder=Path("/proc"), port=free_port()))

    assert found["folder"].grade is Grade.FAULT
    assert found["folder"].remedy is not None


def test_a_secret_that_others_can_read_is_a_warning(tmp_path: Path) -> None:
    secret = tmp_path / "secret-key"
    secret.write_text("x")
    secret.chmod(0o644)

    found = of_machine(Settings(folder=tmp_path, port=free_port()))

    assert found["secret"].grade is Grade.WARNING
    assert found["secret"].remedy is not None
    assert f"chmod 600 {secret}" in found["secret"].remedy.uk


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
    ],
    ids=["a page", "nothing there", "no http"],
)
def test_something_else_on_the_port_is_a_fault(answer: bytes, tmp_path: Path) -> None:
    with stranger(answer) as port:
        found = of_machine(Settings(folder=tmp_path, port=port))

    assert found["port"].grade is Grade.FAULT
    assert f"ss -ltnp | grep :{port}" in str(found["port"].remedy)


def test_a_server_of_another_version_must_be_restarted(tmp_path: Path) -> None:
    body = b'{"status": "ready", "version": "0.0.1", "halls": "1"}'
    with stranger(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)) as port:
        found = of_machine(Settings(folder=tmp_path, port=port))

    assert found["port"].grade is Grade.WARNING
    assert "0.0.1" in found["port"].what.uk


def test_an_address_that_is_not_of_this_machine_is_a_fault(tmp_path: Path) -> None:
    # Of the block that is kept for documentation: no machine has it.
    found = machine._free(Settings(host="192.0.2.1", folder=tmp_path), "192.0.2.1:8080")

    assert found.grade is Grade.FAULT


def test_a_time_zone_that_nobody_knows_is_a_fault() -> None:
    assert machine.time_zone("Europe/Atlantis").grade is Grade.FAULT


def test_the_voice_makes_a_call(tmp_path: Path) -> None:
    (found,) = voice.examined(Settings(folder=tmp_path))

    assert found.grade is Grade.WELL
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("choice", ["command:/no/such/program", "clips:/no/such/folder", "parrot"])
def test_a_voice_that_cannot_speak_is_a_fault(choice: str) -> None:
    (found,) = voice.examined(Settings(voice=choice))

    assert found.grade is Grade.FAULT
    assert found.which == choice


def test_a_voice_that_is_off_is_a_warning() -> None:
    (found,) = voice.examined(Settings(voice="none"))

    assert found.grade is Grade.WARNING


def test_the_parts_of_this_installation_are_there() -> None:
    assert {found.grade for found in browser_parts.examined()} == {Grade.WELL}


def test_a_missing_or_empty_part_is_named(tmp_path: Path) -> None:
    (tmp_path / "STAMP").write_text("x")
    (tmp_path / "half.js").touch()

    (found,) = browser_parts.examined({tmp_path: ("half.js", "gone.woff2")})

    assert found.grade is Grade.FAULT
    assert "half.js, gone.woff2" in found.what.uk
