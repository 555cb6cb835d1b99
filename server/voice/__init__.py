"""What the hall hears: a call as a sentence, a voice that speaks it, and the sound file that boards play.

May not know tickets, calls or the store, nor Flask or gevent: it turns words into files. Making a sound is heavy
work of a C library or a foreign program, so it is asked for on a native thread, never on the event loop.
"""
