"""What applications are charged, what was paid, given back and is over, in whole cents and two accounts an entry."""
