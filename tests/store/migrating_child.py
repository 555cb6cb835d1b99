"""Run in processes of their own: opens a database that may not be there yet, and migrates it."""

import sys

from server.store.opening import open_store

if __name__ == "__main__":
    store = open_store(sys.argv[1])
    store.migrate()
    store.close()
