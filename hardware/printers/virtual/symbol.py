"""The QR that the printer draws by itself: GS ( k, functions 65 to 81 of symbol type 49."""

from collections.abc import Iterator

import segno

QR = 49
LEVELS = {48: "l", 49: "m", 50: "q", 51: "h"}
LARGEST_MODULE = 16


class Symbol:
    """What has been set and stored of it until it is printed."""

    def __init__(self) -> None:
        self._module = 3
        self._level = "l"
        self._content = b""

    def order(self, parameters: bytes) -> list[bytes]:
        """An order's bytes from ``cn`` on; rows of ink when it prints, each as wide as the code, in whole bytes.

        What makes no sense is stepped over, as a printer does.
        """
        if len(parameters) < 3 or parameters[0] != QR:
            return []
        match parameters[1]:
            case 67 if 1 <= parameters[2] <= LARGEST_MODULE:
                self._module = parameters[2]
            case 69:
                self._level = LEVELS.get(parameters[2], self._level)
            case 80:
                self._content = parameters[3:]
            case 81 if self._content:
                return list(self._rows())
        return []

    def _rows(self) -> Iterator[bytes]:
        try:
            code = segno.make_qr(self._content, error=self._level, boost_error=False)
        except segno.DataOverflowError:
            return
        for line in code.matrix:
            bits = "".join(("1" if is_dark else "0") * self._module for is_dark in line)
            bits += "0" * (-len(bits) % 8)
            yield from [int(bits, 2).to_bytes(len(bits) // 8, "big")] * self._module
