"""The portal's own API, read-only so far: services on offer, look-up, validity of a certificate."""
