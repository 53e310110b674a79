"""Payments by mail: what is expected, batches of mail, items matched to applications, sent back or bounced."""
