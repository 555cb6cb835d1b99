"""Secrets that a form sent twice must find again: made anew, its second sending would ask for something else."""

import hashlib
import hmac

from flask import current_app

from server.contract.terms import RequestId
from server.identity import code_of


def salt_for(request_id: RequestId) -> bytes:
    """The salt of the password in a form."""
    return _secret_of("salt", request_id)[:16]


def code_for(request_id: RequestId) -> str:
    """The one-time code that a form gives to a box; nobody without the server's key can tell it from the request."""
    return code_of(int.from_bytes(_secret_of("code", request_id)))


def _secret_of(purpose: str, request_id: RequestId) -> bytes:
    key = current_app.secret_key
    as_bytes = key.encode() if isinstance(key, str) else bytes(key or b"")
    return hmac.digest(as_bytes, f"{purpose} {request_id}".encode(), hashlib.sha256)
