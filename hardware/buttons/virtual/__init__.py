"""A window-call panel that is not there: speaks the firmware's side of docs/buttons.md on a pseudo-terminal.

A product feature, for demonstrations, training and tests. May import of the rest only the frames and their meaning.
"""
