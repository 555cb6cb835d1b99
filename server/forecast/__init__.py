"""The forecast's engine: many runs of a hall at once, as arrays.

Decides nothing: the rule is ``server.domain.policy``, and a test holds every pick made here to it. Knows no store and
no wire.
"""
