"""Where the hall is kept: tables, transactions, the journal.

The only home of SQLAlchemy and Alembic; knows the ports of ``usecases`` but no use case, no web and no socket.
May not log, sleep or lock through anything that gevent has patched, except on the caller's side.
"""
