"""Window-call panels and displays that are not there: they speak on a pseudo-terminal or port, and can misbehave.

A product feature, for demonstrations, training and tests. May import of the rest only the frames and their meaning.
"""
