"""What is wrong with a rule: a named error and the place in the tree.

Errors of a rule's form and meaning only. What is missing in the facts is never an error: see `values.Reason`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleError:
    """One named fault. `path` is dotted from the root, as in "rules.2.left"; the root itself is ""."""

    code: str
    path: str
    detail: str = ""

    def __str__(self) -> str:
        place = self.path or "the root"
        return f"{self.code} at {place}" + (f": {self.detail}" if self.detail else "")


class InvalidRuleError(ValueError):
    """A rule that may not exist: of the wrong form, or over a limit."""

    def __init__(self, code: str, path: str = "", detail: str = "") -> None:
        self.error = RuleError(code, path, detail)
        super().__init__(str(self.error))
