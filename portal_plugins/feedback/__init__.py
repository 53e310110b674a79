"""A service for everybody: writing to the bureau, without an account."""
