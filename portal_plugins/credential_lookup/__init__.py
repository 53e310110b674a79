"""The public look-up: who holds which certificate, and whether one certificate is valid."""
