"""Services for coaches in public schools: renewing a five-year coaching permit."""
