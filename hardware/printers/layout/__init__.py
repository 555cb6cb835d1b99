"""How a slip is laid out: which blocks, in which order and size, read from a file that the office may write.

May not draw, and knows no printer: what it makes of a slip are parts, which a picture or lines of text are made of.
"""
