"""The acts of accounts, one module a use case: roles, registration, demonstration accounts."""
