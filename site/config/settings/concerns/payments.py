"""Money. There is no way to pay yet: what costs something is refused, except where a demonstration shows it."""

FEES_WITHOUT_PAYMENT = True
"""Not for the environment to say: production.py says no, whatever anybody sets."""
