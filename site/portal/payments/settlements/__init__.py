"""Settlement reports of providers: read, staged, recorded, and compared with what the ledger has."""
