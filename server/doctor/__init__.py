"""``cherha doctor``: tells in plain words what is wrong, which one, and what to do.

Looks only: it mends nothing and migrates nothing. May be imported by the command line alone.
"""
