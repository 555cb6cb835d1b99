"""A ticket printer that is not there: it speaks ESC/POS, draws each slip as a PNG and misbehaves on command.

For demonstrations, training and tests. May not know how slips are made or sent: it sees bytes only, as a real printer
does.
"""

from hardware.printers.virtual.misbehaviour import Mode
from hardware.printers.virtual.network import VirtualPrinter
from hardware.printers.virtual.roll import PrintedSlip

__all__ = ["Mode", "PrintedSlip", "VirtualPrinter"]
