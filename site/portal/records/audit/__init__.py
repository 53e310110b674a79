"""The audit trail: who did what to which record, written in the operation's own transaction."""
