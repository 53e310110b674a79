"""How long what is kept is kept, and the ledger of what was erased."""
