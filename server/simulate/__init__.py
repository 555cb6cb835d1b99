"""Days that could have been: made from a profile and a seed, played by the rule itself.

Holds no second model of the queue: who is called is asked of ``server.domain.policy``.
"""
