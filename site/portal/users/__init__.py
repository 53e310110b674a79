"""The sign-in account: the lowest layer, knowing no other. A person's facts belong to portal.records."""
