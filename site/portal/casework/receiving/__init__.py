"""Staff screens of mailed payments: batches, their items, and those that wait to be matched."""
