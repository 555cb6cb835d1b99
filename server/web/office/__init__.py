"""The office: a hall is set up here, room by room, in plain forms.

Decides nothing: every change is a command, given through the bus by the person signed in.
"""
