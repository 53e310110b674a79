"""What is done to many rows of a staff list at once, as a job: each row by itself, done or refused."""
