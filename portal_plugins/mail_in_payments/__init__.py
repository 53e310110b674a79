"""Payments by mail: a check or money order, with a slip that says whose it is."""
