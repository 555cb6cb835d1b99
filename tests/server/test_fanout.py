"""One event to many: the same wire as socketio.emit, and a client that stops reading harms nobody but itself."""

from collections.abc import Iterator
from itertools import islice

import pytest

from tests.server.realtime_clients import RawClient, RunningServer, running_server, wait_until

pytestmark = pytest.mark.slow

BATCH = 50


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    with running_server(limits={"silence_seconds": 60.0}) as running:
        yield running


def test_the_wire_is_that_of_socketio_emit_and_the_order_that_of_the_calls(server: RunningServer) -> None:
    client = RawClient(server.port).join()
    payloads = [{"label": "А\u00a0042", "window": 3}, ["list", 1], "text", None, 5, {}]

    server.post("/emit", payloads)
    received = [client.next_text() for _ in range(2 * len(payloads))]
    client.close()

    assert received[::2] == received[1::2]
    assert received[-1] == '42["news",{}]'


def test_a_client_that_stops_reading_is_cut_without_a_corrupt_frame_and_others_get_all(server: RunningServer) -> None:
    paused = RawClient(server.port, receive_buffer=16 * 1024).join()
    others = [RawClient(server.port).join() for _ in range(3)]

    worst_backlog = 0
    received: list[list[int]] = [[] for _ in others]
    for first in range(0, 10_000, BATCH):
        worst_backlog = max(worst_backlog, server.broadcast(first, BATCH, filling=50))
        for numbers, other in zip(received, others, strict=True):
            numbers += islice(other.numbers(), BATCH)
    late = list(paused.numbers())
    again = RawClient(server.port).join()
    server.broadcast(10_000, 1)
    seen_by_the_returned = next(again.numbers())
    for client in [paused, again, *others]:
        client.close()

    assert received == [list(range(10_000))] * 3
    assert late == list(range(len(late))), "the frames that came are in order and whole"
    assert 0 < len(late) < 10_000, "it was cut, not served for ever"
    assert 0 < worst_backlog <= 256
    assert seen_by_the_returned == 10_000


def test_a_client_that_pauses_within_the_bounds_continues_in_order(server: RunningServer) -> None:
    client = RawClient(server.port, receive_buffer=16 * 1024).join()

    first = 0
    backlog = 0
    while backlog < 20:
        backlog = server.broadcast(first, 10, filling=500)
        first += 10
    numbers = list(islice(client.numbers(), first))
    wait_until(lambda: server.broadcast(first, 0) == 0, "the backlog is empty")
    server.broadcast(first, 1)
    after_the_pause = next(client.numbers())
    client.close()

    assert numbers == list(range(first))
    assert after_the_pause == first


def test_a_message_larger_than_the_kernel_takes_at_once_arrives_whole(server: RunningServer) -> None:
    client = RawClient(server.port, receive_buffer=16 * 1024).join()

    backlog = server.broadcast(7, 1, filling=300_000)
    text = client.next_text()
    client.close()

    assert backlog == 1
    assert text == '42["news",{"number":7,"filling":"' + "\\u0457" * 300_000 + '"}]'


def test_the_bound_in_bytes_holds_too() -> None:
    with running_server(limits={"size_bytes": 50_000}) as server:
        client = RawClient(server.port, receive_buffer=16 * 1024).join()

        server.broadcast(0, 1, filling=300_000)
        wait_until(lambda: server.get("/figures")["sockets"] == 0, "the client is cut")
        client.close()

        assert list(server.get("/figures")["gone"].values()) == ["transport error"]
