"""What editors keep once and pages show in many places: courses, resources, contact points, terms, passages."""
