"""What our commands are compared with: ``python -m tests.bench.bare_server FILE``; prints its port.

The same listener and Flask, no sign-in, no rules: ``/hello`` answers a JSON object, ``/tickets`` writes one row with
sqlite3 on the serving thread, as durably as we do (WAL, synchronous FULL), and answers its number.
"""

from gevent import monkey

if __name__ == "__main__":
    monkey.patch_all()

import sqlite3
import sys

from flask import Flask, Response, jsonify, request

from server.realtime.listener import Listener


def bare_app(path: str) -> Flask:
    """The two routes."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(
        "CREATE TABLE ticket (number INTEGER PRIMARY KEY, request_id TEXT, service_id TEXT, purpose TEXT)"
    )
    app = Flask("bare")

    @app.post("/hello")
    def hello() -> Response:
        return jsonify(said="hello")

    @app.post("/tickets")
    def take() -> Response:
        asked = request.get_json()
        row = connection.execute(
            "INSERT INTO ticket (request_id, service_id, purpose) VALUES (?, ?, ?)",
            (asked["request_id"], asked["service_id"], asked["purpose"]),
        )
        return jsonify(number=row.lastrowid)

    return app


if __name__ == "__main__":
    listener = Listener(bare_app(sys.argv[1]), "127.0.0.1", 0)
    print(listener.port, flush=True)
    listener.serve_forever()
