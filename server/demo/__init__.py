"""A whole sample hall on one machine, for a first look and for training.

Starts the other programs as processes; imports none of them, and nothing of it is needed by a real hall.
"""
