"""Running text in lines of a width, whatever that is measured in. Pure."""

from collections.abc import Callable

Measure = Callable[[str], int]


def wrapped(text: str, measure: Measure, width: int) -> list[str]:
    """Lines no wider than ``width``, as few as can be and then as even as can be; at least one.

    A word of one or two letters stays with the next one, as Ukrainian typesetters do («у листі»: no line ends with
    «у»). A word wider than a whole line is broken where it must be.
    """
    words = _bound_words(text)
    lines = _greedy(words, measure, width)
    if len(lines) > 1:
        narrow, wide = width // 2, width
        while wide - narrow > 4:
            middle = (narrow + wide) // 2
            narrow, wide = (narrow, middle) if len(_greedy(words, measure, middle)) == len(lines) else (middle, wide)
        lines = _greedy(words, measure, wide)
    return lines


def _bound_words(text: str) -> list[str]:
    words: list[str] = []
    for word in text.split(" "):
        if words and len(words[-1].rsplit("\N{NO-BREAK SPACE}")[-1].strip("(«“")) <= 2:
            words[-1] += "\N{NO-BREAK SPACE}" + word
        elif word:
            words.append(word)
    return words


def _greedy(words: list[str], measure: Measure, width: int) -> list[str]:
    lines = [""]
    for word in words:
        candidate = f"{lines[-1]} {word}".strip(" ")
        if measure(candidate) <= width:
            lines[-1] = candidate
        else:
            lines = [*filter(None, lines), *_pieces(word, measure, width)]
    return lines


def _pieces(word: str, measure: Measure, width: int) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and measure(pieces[-1] + character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces
