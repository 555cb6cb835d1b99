"""What clients may rely on: commands, answers, snapshots, the slip, problems.

Standard library only, and nothing of the server: kiosk, display and hardware see this package alone.
"""
