"""What applications are charged, in whole cents. How it is paid does not exist yet."""
