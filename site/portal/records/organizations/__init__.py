"""Districts, schools, colleges, providers and programs, and who belongs to them."""
