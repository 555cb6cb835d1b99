"""``python -m server`` is ``cherha``."""

from server.cli import main

main()
