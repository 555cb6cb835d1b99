"""The pages' own ear at the server, in Node, over real websockets."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.kiosk.paper_hall_names import KEY, KIOSK_TOPIC
from tests.kiosk.running import paper_hall
from tests.node import NODE

HERE = Path(__file__).parent


def test_news_of_a_server_restored_from_a_backup_are_heard() -> None:
    with paper_hall() as before:
        script: list[str | Path] = [
            NODE,
            "--import",
            HERE / "contract.mjs",
            HERE / "listening.mjs",
            before.url,
            KIOSK_TOPIC,
            KEY,
        ]
        listening = subprocess.Popen(script, cwd=HERE.parents[1], stdout=subprocess.PIPE, text=True)
        try:
            first = heard_until(listening, "up")
            before.steer("lease/7")
            newer = heard_until(listening, "7")
            before.process.kill()
            heard_until(listening, "lost")
            with paper_hall(before.port):
                restored = heard_until(listening, "up")
        finally:
            listening.kill()
            listening.communicate()

    assert newer == ["7"]
    assert restored == first


def heard_until(listening: subprocess.Popen[str], last: str) -> list[str]:
    """What was heard up to this line and with it, failed attempts to come back left out."""
    assert listening.stdout is not None
    heard: list[str] = []
    for line in listening.stdout:
        heard.append(line.strip())
        if heard[-1] == last:
            break
    return [each for each in heard if each != "lost" or last == "lost"]
