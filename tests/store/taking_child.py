"""Run in processes of their own: threads that take tickets and tell each answer, on a database made by the test."""

import json
import os
import sys
import threading
from itertools import count

from server.contract.terms import HallId
from server.store.opening import open_store
from tests.store.sample import NORTH, SOUTH, Take


def main(url: str, name: str, threads: int, tickets: int) -> None:
    """``tickets`` for each thread, 0 for ever; half of the threads work in the other hall."""
    store = open_store(url, lock_seconds=60)

    def take(number: int, hall_id: HallId) -> None:
        for turn in range(tickets) if tickets else count():
            taken = store.write(hall_id, Take(f"{name}-{number}-{turn}"))
            # One write to the pipe: it is either told or not, whatever happens to this process.
            told = json.dumps({"hall": hall_id, "id": taken.id, "number": taken.number})
            os.write(sys.stdout.fileno(), f"{told}\n".encode())

    workers = [
        threading.Thread(target=take, args=(number, NORTH if number % 2 == 0 else SOUTH)) for number in range(threads)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
