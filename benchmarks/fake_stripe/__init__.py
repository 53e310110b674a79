"""A stand-in for Stripe on the loopback: the endpoints that the portal uses, a hosted page, signed notices, faults."""
