"""One database a release with applications under way, kept for ever: what the portal of today must still go on with."""
