"""Ticket printers: a slip becomes a picture, the picture bytes, and the bytes paper with proof.

The one home of python-escpos. May not know the server, the kiosk's page or who asks for a slip.
"""
