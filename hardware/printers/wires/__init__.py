"""The ways to a printer: bytes out and bytes in at the same time, with nothing hidden in between.

May know nothing of ESC/POS: a wire moves bytes. TCP_USER_TIMEOUT is left alone on purpose: it would kill the connection
to a live printer that is merely out of paper. Whoever talks sets a deadline of its own.
"""
