"""People: who they are, what they were called, how to reach them."""
