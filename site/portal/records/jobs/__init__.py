"""Long work done apart from the request that asked for it, with its progress on record."""
