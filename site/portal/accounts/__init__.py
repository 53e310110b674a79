"""Accounts: sign-up, sign-in, roles, and the page where educators see what is theirs. Facts are records."""
