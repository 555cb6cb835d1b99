"""The contract's written forms: schema.json, openapi.json and contract.d.ts, told from the dataclasses alone.

Standard library only; what is not in the dataclasses, the tables beside them or their docstrings is not in the forms.
"""
