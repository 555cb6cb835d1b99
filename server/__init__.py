"""The queue server of a hall: the only place where tickets live.

Imports neither kiosk, display nor hardware; their pages are found as files.
"""
