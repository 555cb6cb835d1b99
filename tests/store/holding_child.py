"""Run by gevent_child: takes a hall's lock, says so, and lets it go after a while."""

import sys
import time

from tests.store.databases import database_at
from tests.store.sample import NORTH

if __name__ == "__main__":
    database = database_at(sys.argv[1])
    stranger = database.stranger()
    database.hold(stranger, NORTH)
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
    stranger.execute("ROLLBACK")
    stranger.close()
