"""A box hears the latest of its topics, never an older one, and comes back by itself."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from hardware.news import News
from server.contract.messages import BoxSnapshot, KioskSnapshot, Published
from tests.kiosk.paper_hall_names import BOX_TOPIC, KEY, KIOSK_TOPIC
from tests.kiosk.running import PaperHall, paper_hall, wait_until


class Diary:
    def __init__(self) -> None:
        self.published: list[Published] = []
        self.links: list[bool] = []

    def lease_versions(self) -> list[int]:
        return [each.snapshot.lease_version for each in self.published if isinstance(each.snapshot, KioskSnapshot)]


@contextmanager
def listening(url: str, topics: Sequence[str], key: str = KEY) -> Iterator[Diary]:
    diary = Diary()
    news = News(url, key, topics, on_snapshot=diary.published.append, on_link=diary.links.append)
    stop = threading.Event()
    thread = threading.Thread(target=news.run, args=(stop, lambda: None))
    thread.start()
    try:
        yield diary
    finally:
        stop.set()
        news.wake()
        thread.join(15)
        assert not thread.is_alive(), "the news did not end"


def test_the_first_snapshots_come_before_the_link_is_up(hall: PaperHall) -> None:
    with listening(hall.url, [KIOSK_TOPIC, BOX_TOPIC]) as diary:
        wait_until(lambda: diary.links == [True], "link up")

        assert {each.topic for each in diary.published} == {KIOSK_TOPIC, BOX_TOPIC}


def test_news_are_heard_in_order_and_old_ones_dropped(hall: PaperHall) -> None:
    with listening(hall.url, [KIOSK_TOPIC, BOX_TOPIC]) as diary:
        wait_until(lambda: diary.links == [True], "link up")
        for version in range(2, 12):
            hall.steer("old-news")
            hall.steer(f"lease/{version}")
        wait_until(lambda: 11 in diary.lease_versions(), "the last news")

        assert diary.lease_versions() == sorted(diary.lease_versions())
        assert 999 not in diary.lease_versions()


def test_a_lost_server_is_said_once_and_found_again_when_it_is_back(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "hardware.news")
    with paper_hall() as first:
        port = first.port
        with listening(first.url, [BOX_TOPIC]) as diary:
            wait_until(lambda: diary.links == [True], "link up")
            first.process.kill()
            wait_until(lambda: diary.links == [True, False], "link lost")
            with paper_hall(port):
                wait_until(lambda: diary.links == [True, False, True], "link back")
                said = [record.getMessage() for record in caplog.records]

    assert [sum(word in line for line in said) for word in ("is there", "is lost", "is back after")] == [1, 1, 1]


def test_a_foreign_topic_or_key_never_counts_as_up(hall: PaperHall) -> None:
    with listening(hall.url, ["halls/other/kiosk"]) as foreign, listening(hall.url, [BOX_TOPIC], "wrong") as stranger:
        with listening(hall.url, [BOX_TOPIC]) as witness:
            wait_until(lambda: witness.links == [True], "link of a known box up")

        assert foreign.links == []
        assert stranger.links == []
        assert not stranger.published


def test_a_key_that_the_server_does_not_know_is_told_once_with_what_to_do(
    hall: PaperHall, caplog: pytest.LogCaptureFixture
) -> None:
    refused: list[str] = []
    tries: list[str] = []
    news = News(
        hall.url,
        "wrong",
        [BOX_TOPIC],
        on_snapshot=lambda _: None,
        on_link=lambda _: None,
        on_refused=lambda: refused.append("refused"),
    )
    stop = threading.Event()
    thread = threading.Thread(target=news.run, args=(stop, lambda: tries.append("try")))

    thread.start()
    wait_until(lambda: len(tries) >= 3, "a third try")
    is_refused = news.is_refused
    stop.set()
    news.wake()
    thread.join(15)

    assert not thread.is_alive()
    assert is_refused
    assert refused == ["refused"]
    (said,) = [record for record in caplog.records if record.name == "hardware.news"]
    assert said.levelno == logging.ERROR
    assert "archived in the office, or its key was replaced" in said.getMessage()
    assert "--enrol CODE" in said.getMessage()


def test_topics_that_came_up_later_are_joined_without_losing_the_link(hall: PaperHall) -> None:
    diary, more = Diary(), [BOX_TOPIC]
    news = News(
        hall.url,
        KEY,
        [BOX_TOPIC],
        on_snapshot=diary.published.append,
        on_link=diary.links.append,
        more_topics=lambda: tuple(more),
    )
    stop = threading.Event()
    thread = threading.Thread(target=news.run, args=(stop, lambda: None))
    thread.start()
    wait_until(lambda: diary.links == [True], "link up")

    more.append(KIOSK_TOPIC)
    news.join_more()

    wait_until(lambda: {each.topic for each in diary.published} == {BOX_TOPIC, KIOSK_TOPIC}, "the new topic's snapshot")
    stop.set()
    news.wake()
    thread.join(15)
    assert not thread.is_alive()
    assert diary.links == [True, False]


def test_a_nudge_is_heard(hall: PaperHall) -> None:
    with listening(hall.url, [BOX_TOPIC]) as diary:
        wait_until(lambda: diary.links == [True], "link up")
        hall.steer("slip")
        hall.steer("nudge")

        wait_until(
            lambda: any(
                isinstance(each.snapshot, BoxSnapshot) and each.snapshot.jobs_waiting for each in diary.published
            ),
            "the nudge",
        )


def test_news_of_a_server_restored_from_a_backup_are_heard() -> None:
    with paper_hall() as before:
        port = before.port
        with listening(before.url, [KIOSK_TOPIC]) as diary:
            wait_until(lambda: diary.links == [True], "link up")
            before.steer("lease/7")
            wait_until(lambda: diary.lease_versions()[-1] == 7, "news before")
            before.process.kill()
            wait_until(lambda: diary.links == [True, False], "link lost")
            with paper_hall(port):
                wait_until(lambda: diary.links == [True, False, True], "link back")

        assert diary.lease_versions()[-1] != 7
