"""The kiosk: a small server on loopback with the citizen's page, between the touchscreen and the server of the hall.

May import nothing of the server but ``server.contract``, nothing of the display, and opens no device itself: printer
and link come from ``hardware``. Its page speaks to this small server alone.
"""
