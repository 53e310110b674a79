"""Payments as staff see them: what does not match, what was reconciled, one payment, and refunds by two people."""
