"""The sign-in account: lowest layer, known to everything, knowing nothing. A person's facts belong to portal.records."""
