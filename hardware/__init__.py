"""The boxes' side of the hall: printers, buttons and lamps, each owned by one thread.

May import nothing of the server but ``server.contract``, and nothing of the kiosk or the display. Importing it opens
no device: what is used, and where it hangs, is handed in by whoever starts it.
"""
