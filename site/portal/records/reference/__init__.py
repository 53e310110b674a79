"""The state's own tables as data files: types, endorsements, passing scores, organizations, rules of names."""
