"""The blocks in which editors see a draft: what may stand where, and in which words."""
