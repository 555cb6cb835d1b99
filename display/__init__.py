"""The board of a hall: a page for its screens (``web/``), and the box that keeps a screen showing it.

May import nothing of the server but ``server.contract``, and nothing of the kiosk. It decides nothing about tickets:
what it shows is what the last snapshot said, and it says so when that is old.
"""
