"""One module a figure: what it asks of the probes and peers, and what is to be reached."""
