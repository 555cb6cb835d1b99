"""What a touch is compared with: ``python -m tests.bench.bare_kiosk FILE HOST PORT``; prints its own port.

No hall, no rules, no server: each POST writes one row as durably as we do, and sends a slip that was drawn beforehand
to the printer on a connection that stays open.
"""

import http.server
import socket
import sqlite3
import sys

from hardware.printers.thermal import ThermalSettings
from tests.hardware.printers.slips import UKRAINIAN


def main(path: str, host: str, port: int) -> None:
    """Serve until killed."""
    slip = ThermalSettings().encoded(UKRAINIAN).data
    printer = socket.create_connection((host, port))
    printer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE ticket (number INTEGER PRIMARY KEY, body TEXT)")

    class Touch(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            database.execute("INSERT INTO ticket (body) VALUES (?)", (body.decode(),))
            printer.sendall(slip)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """A line for each touch says nothing to anybody."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Touch)
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
