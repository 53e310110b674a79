"""The builder's side of definitions: a draft as blocks that an editor changes, to and from a definition."""
