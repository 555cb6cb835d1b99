"""The listener: a busy port is said, small answers are quick, and a stop is orderly."""

import http.client
import signal
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import socketio
from wsproto.frame_protocol import CloseReason

from server.realtime.listener import CannotListen, Listener, PortBusy
from tests.server.realtime_clients import DEADLINE_SECONDS, RawClient, RunningServer, running_server, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture
def server() -> Iterator[RunningServer]:
    with running_server() as running:
        yield running


def test_a_busy_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(PortBusy, match=f"port {port} on 127.0.0.1 is taken") as refusal:
            Listener(lambda _environ, _start_response: [], "127.0.0.1", port)

    assert (refusal.value.host, refusal.value.port) == ("127.0.0.1", port)


def test_an_address_that_is_not_of_this_machine_is_named() -> None:
    with pytest.raises(CannotListen, match=r"cannot listen on port 8080 of 192\.0\.2\.1: .*choose another “host”"):
        Listener(lambda _environ, _start_response: [], "192.0.2.1", 8080)


def test_accepted_connections_do_not_delay_small_answers(server: RunningServer) -> None:
    assert server.get("/no-delay")["no_delay"] == 1


def test_a_connection_is_kept_for_the_next_request(server: RunningServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=DEADLINE_SECONDS)

    ports = set()
    for _ in range(3):
        connection.request("GET", "/figures")
        connection.getresponse().read()
        ports.add(connection.sock.getsockname()[1])
    connection.close()

    assert len(ports) == 1


@pytest.mark.parametrize("sent", [b"POST /broad", b"POST /broadcast HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"])
def test_whoever_falls_silent_within_a_request_is_let_go(sent: bytes) -> None:
    with running_server(quiet_seconds=0.3) as hasty:
        with socket.create_connection(("127.0.0.1", hasty.port), timeout=DEADLINE_SECONDS) as client:
            client.sendall(sent)
            while client.recv(1000):
                pass

        assert hasty.get("/figures")


def test_a_request_that_is_not_http_is_refused(server: RunningServer) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=DEADLINE_SECONDS) as client:
        client.sendall(b"\x16\x03\x01 hello\r\n\r\n")
        answer = client.recv(100)

    assert answer.startswith(b"HTTP/1.1 400")


def test_stopping_finishes_what_is_under_way_and_tells_the_websockets(server: RunningServer) -> None:
    board = RawClient(server.port).join()
    waiting = http.client.HTTPConnection("127.0.0.1", server.port, timeout=DEADLINE_SECONDS)
    waiting.request("GET", "/figures")
    waiting.getresponse().read()
    answers: list[Any] = []
    slow = threading.Thread(target=lambda: answers.append(server.get("/slow")))
    slow.start()
    wait_until(lambda: bool(server.get("/is-slow-under-way")["under_way"]), "the slow request is under way")

    server.process.send_signal(signal.SIGTERM)
    farewell = board.read_to_the_end()
    end_of_the_idle = waiting.sock.recv(1)
    server.process.send_signal(signal.SIGUSR1)
    slow.join(DEADLINE_SECONDS)
    exit_code = server.process.wait(DEADLINE_SECONDS)
    waiting.close()

    assert farewell == CloseReason.GOING_AWAY
    assert end_of_the_idle == b""
    assert answers == [{"answered": True}]
    assert exit_code == 0
    assert server.process.stderr is not None
    assert server.process.stderr.read() == ""


def test_clients_come_back_by_themselves_after_a_restart(server: RunningServer) -> None:
    heard: list[int] = []
    box = socketio.Client(reconnection_delay=0.05, reconnection_delay_max=0.1)
    box.on("news", lambda news: heard.append(news["number"]))
    box.connect(server.url, transports=["websocket"])
    lost_websocket = box.eio.ws  # python-engineio leaves it to the garbage collector

    server.process.terminate()
    server.process.wait(DEADLINE_SECONDS)
    with running_server(port=server.port) as successor:
        wait_until(lambda: successor.get("/figures")["clients"] == 1 and "/" in box.namespaces, "the box is back")
        successor.broadcast(5, 1)
        wait_until(lambda: heard == [5], "the box hears the news")
        box.disconnect()
    lost_websocket.shutdown()

    assert heard == [5]


def test_the_port_is_free_for_a_successor_at_once(server: RunningServer) -> None:
    client = RawClient(server.port).join()
    server.process.terminate()
    server.process.wait(DEADLINE_SECONDS)

    successor = Listener(lambda _environ, _start_response: [], "127.0.0.1", server.port)
    successor.stop()
    client.close()

    assert successor.port == server.port
