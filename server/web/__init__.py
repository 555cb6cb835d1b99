"""HTTP: commands in, pages out.

Decides nothing: rules are in ``usecases``; knows no table, no socket and no voice, they are handed in as ``Parts``.
"""
