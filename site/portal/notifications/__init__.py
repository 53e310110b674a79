"""Messages to people: the catalogue of their wording, the outbox, and its delivery."""
