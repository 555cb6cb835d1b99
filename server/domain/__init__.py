"""The rules of a hall, as functions from values to values.

No framework, clock, chance, file, log or environment; of the contract only closed sets and the wait range.
"""
