"""Makes the records that tests start from; one module a subject."""
