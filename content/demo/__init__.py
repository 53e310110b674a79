"""The demo content: what the public site says out of the box, in English. Facts only, each from a public source."""
