"""Signs answers, so that whoever passes one on can prove what the portal said."""
