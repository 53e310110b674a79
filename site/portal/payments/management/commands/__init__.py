"""Commands of the notifications layer."""
