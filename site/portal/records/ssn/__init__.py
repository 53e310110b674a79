"""Social Security numbers: a vault of their own, so that no other table, file or message ever holds one."""
