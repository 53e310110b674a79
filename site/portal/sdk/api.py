"""To offer addresses of the API: a router below /api/v1/plugins/<plugin id>/, public and read-only."""

from ninja import Router, Schema

from portal.api.problems import Code, Problem, ProblemError

__all__ = ["Code", "Problem", "ProblemError", "Router", "Schema"]
