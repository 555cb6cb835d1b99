"""The websocket driver against real clients: python-socketio's, and raw ones that misbehave."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
import socketio
from wsproto.events import Ping, Pong, TextMessage
from wsproto.frame_protocol import CloseReason

from tests.server.realtime_clients import RawClient, RunningServer, running_server, wait_until
from tests.soak.way import Way

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    with running_server() as running:
        yield running


def test_an_ordinary_client_asks_and_gets_its_answer_in_ukrainian(server: RunningServer) -> None:
    client = socketio.Client(reconnection=False)

    client.connect(server.url, transports=["websocket"])
    answer = client.call("who", "Єва з вікна № 3")
    own_sid = client.get_sid()
    client.disconnect()

    assert answer == {"sid": own_sid, "data": "Єва з вікна № 3"}


@pytest.mark.parametrize("farewell", ["41", "1"], ids=["Socket.IO's", "Engine.IO's"])
def test_a_client_that_leaves_is_forgotten_and_the_application_hears_why(server: RunningServer, farewell: str) -> None:
    client = RawClient(server.port).join()
    client.send('421["who",1]')
    sid = json.loads(client.next_text().removeprefix("431"))[0]["sid"]

    client.send(farewell)
    wait_until(lambda: sid in server.get("/figures")["gone"], "the application hears of it")
    client.close()
    wait_until(lambda: server.get("/figures")["sockets"] == 0, "the server forgets the client")

    assert server.get("/figures")["gone"][sid] == "client disconnect"


def test_a_client_with_the_wrong_key_is_refused_by_the_application(server: RunningServer) -> None:
    client = socketio.Client(reconnection=False)

    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(server.url, transports=["websocket"], auth={"key": "wrong"})


def test_polling_is_refused(server: RunningServer) -> None:
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(f"{server.url}/socket.io/?EIO=4&transport=polling")

    refusal.value.close()
    assert refusal.value.code == 400


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ("Origin: http://elsewhere.example\r\n", "400"),
        ("Sec-WebSocket-Version: 7\r\n", "400"),
        ("Sec-WebSocket-Extensions: permessage-deflate\r\n", "101"),
    ],
)
def test_a_handshake_is_answered_strictly_and_never_deflated(server: RunningServer, headers: str, status: str) -> None:
    client = RawClient(server.port, headers=headers)
    client.close()

    assert client.answer.split()[1] == status
    assert "deflate" not in client.answer


def test_a_message_in_pieces_with_a_ping_between_them_arrives_whole(server: RunningServer) -> None:
    client = RawClient(server.port).join()
    encoded = json.dumps(["who", "ї" * 9000], ensure_ascii=False)

    first = client.protocol.send(TextMessage(data=f"421{encoded[:7]}", message_finished=False))
    ping = client.protocol.send(Ping(payload=b"are you there"))
    rest = client.protocol.send(TextMessage(data=encoded[7:]))
    client.sock.sendall(first + ping + rest)
    pongs, answer = client.pongs_and_next_text()
    client.close()

    assert pongs == [Pong(payload=b"are you there")]
    assert json.loads(answer.removeprefix("431"))[0]["data"] == "ї" * 9000


def test_a_client_that_does_not_wait_for_the_handshake_is_heard_too(server: RunningServer) -> None:
    masked_connect = b"\x81\x82\0\0\0\x0040"

    client = RawClient(server.port, impatience=masked_connect)
    greetings = [client.next_text()[:2], client.next_text()[:2]]
    client.close()

    assert greetings == ["0{", "40"]


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        pytest.param(b"\x81\x02hi", CloseReason.PROTOCOL_ERROR, id="a frame without a mask"),
        pytest.param(b"\x83\x80\0\0\0\0", CloseReason.PROTOCOL_ERROR, id="an unknown opcode"),
        pytest.param(b"\x81\x82\0\0\0\0\xff\xff", CloseReason.INVALID_FRAME_PAYLOAD_DATA, id="text that is not UTF-8"),
        pytest.param(b"\x81\x81\0\0\0\0x", CloseReason.PROTOCOL_ERROR, id="not a packet"),
        pytest.param(b"\x81\x80\0\0\0\0", CloseReason.PROTOCOL_ERROR, id="an empty packet"),
    ],
)
def test_nonsense_ends_its_own_connection_only(server: RunningServer, sent: bytes, code: CloseReason) -> None:
    bystander = RawClient(server.port).join()
    client = RawClient(server.port).join()

    client.sock.sendall(sent)
    ended_with = client.read_to_the_end()
    bystander.send('421["who",1]')
    answered = bystander.next_text()
    bystander.close()

    assert ended_with == code
    assert answered.startswith("431")


def test_a_packet_nested_too_deep_to_parse_is_an_error_of_its_sender(server: RunningServer) -> None:
    client = RawClient(server.port).join()

    client.send("4" + "[" * 200_000)

    assert client.read_to_the_end() == CloseReason.PROTOCOL_ERROR


def test_a_message_over_the_limit_is_not_collected() -> None:
    with running_server(max_http_buffer_size=10_000) as server:
        client = RawClient(server.port).join()

        client.send('42["who","' + "x" * 200_000 + '"]')

        assert client.read_to_the_end() == CloseReason.MESSAGE_TOO_BIG


def test_a_client_that_never_answers_a_ping_is_cut_and_one_that_does_stays() -> None:
    with running_server(ping_interval=0.05, limits={"silence_seconds": 0.5}) as server:
        mute = RawClient(server.port).join()
        lively = socketio.Client(reconnection=False)
        lively.connect(server.url, transports=["websocket"])

        wait_until(lambda: server.get("/figures")["clients"] == 1, "the mute client is cut")
        answer = lively.call("who", "still here")
        lively.disconnect()
        mute.close()

        assert answer["data"] == "still here"
        assert "ping timeout" in server.get("/figures")["gone"].values()


def test_a_client_behind_a_pulled_cable_is_not_heard_though_it_stays_connected() -> None:
    def is_still(server: RunningServer, sid: str, beside: str) -> bool:
        """The other one was heard five times, and this one not once."""
        before, moments = server.get("/heard"), set[float]()
        while len(moments) < 5:
            now = server.get("/heard")
            moments.add(now[beside])
            if now[sid] != before[sid]:
                return False
        return True

    patience = {"ping_interval": 0.05, "ping_timeout": 300, "limits": {"silence_seconds": 300}}
    with running_server(**patience) as server, Way(server.port) as way:
        lively, deaf = (socketio.Client(reconnection=False) for _ in range(2))
        lively.connect(server.url, transports=["websocket"])
        deaf.connect(f"http://127.0.0.1:{way.port}", transports=["websocket"])
        lively_sid, deaf_sid = lively.get_sid(), deaf.get_sid()

        way.deafen()
        wait_until(lambda: is_still(server, deaf_sid, lively_sid), "nothing comes from the deaf client")
        silent_since = server.get("/heard")[deaf_sid]
        way.mend()
        wait_until(lambda: server.get("/heard")[deaf_sid] != silent_since, "what was kept back has passed")

        assert server.get("/heard")["nobody"] is None
        assert server.get("/figures")["clients"] == 2
        lively.disconnect()
        deaf.disconnect()


def test_the_server_says_goodbye_and_does_not_wait_for_ever(server: RunningServer) -> None:
    client = RawClient(server.port).join()

    server.post("/disconnect")
    last_words = client.next_text()

    assert last_words == "1"
    assert client.read_to_the_end() == CloseReason.NORMAL_CLOSURE


def test_a_client_costs_one_greenlet_and_no_thread(server: RunningServer) -> None:
    first = RawClient(server.port).join()  # the common heartbeat runs from here on
    before = server.get("/figures")

    clients = [RawClient(server.port).join() for _ in range(20)]
    after = server.get("/figures")
    for client in [first, *clients]:
        client.close()

    assert after["clients"] == before["clients"] + 20
    assert after["greenlets"] - before["greenlets"] == 20
    assert after["threads"] == before["threads"] == 1
