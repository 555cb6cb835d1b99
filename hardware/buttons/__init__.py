"""Window-call buttons: panels with up to five keys and a lamp each, many on one serial wire.

Bytes (``frames``), meaning (``protocol``), one panel (``panel``) and its lamp (``lamps``) are pure; ``wired`` alone
knows pyserial. May import nothing of the printers. The firmware's side is docs/buttons.md.
"""
