"""Accounts: sign-up, sign-in, roles, and the page where an educator sees what is theirs. Facts about people are records."""
