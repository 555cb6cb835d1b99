"""What the rules answer when they say no.

Exception
└── Refusal            a rule says no; nothing was changed
"""

from server.contract.terms import ProblemCode


class Refusal(Exception):
    """A rule says no: ``code`` is stable, ``fields`` fill the sentence that the contract has for it."""

    def __init__(self, code: ProblemCode, **fields: str) -> None:
        super().__init__(f"{code} {fields}" if fields else code)
        self.code = code
        self.fields = fields
