"""What may be done in a hall: one command, one handler, events, reactions; and every snapshot of the contract.

No framework, clock, chance, file or log: all of it comes through ``ports.py``.
"""
