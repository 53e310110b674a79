"""Bitemporal rows: what a law can change, with when it holds and when we learned of it."""
