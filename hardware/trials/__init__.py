"""What a person tries at a box by hand: what is plugged in, one slip, one press, the lamps, the sound.

May not speak to the server: a trial must work before the box is enrolled.
"""
