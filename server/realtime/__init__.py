"""News for whoever looks on: sockets, topics, snapshots after commit.

Sockets only speak; commands come by HTTP. Nothing here decides anything, writes to the store, or patches the process
(`monkey.patch_all()` is the entry's own first line).
"""
