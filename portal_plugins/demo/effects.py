"""What follows from filing and deciding the wizards of this plugin: something, what is refused, or a crash."""

from portal.sdk.effects import CaseFacts, Effect, WriteBack


class ChangePhone:
    """Approval writes the phone number to the record."""

    def on_submitted(self, case: CaseFacts) -> list[Effect]:
        """Change nothing before somebody has decided."""
        return []

    def on_approved(self, case: CaseFacts) -> list[Effect]:
        """Write the number that was confirmed."""
        return [WriteBack("person.phone", case.answers["phone"])]

    def on_denied(self, case: CaseFacts) -> list[Effect]:
        """Leave the record as it is."""
        return []


class FailOnPurpose:
    """Fails at the moment that the applicant chose."""

    def fail(self) -> list[Effect]:
        """Fail in the way of the subclass."""
        raise NotImplementedError

    def on_submitted(self, case: CaseFacts) -> list[Effect]:
        """Fail where that was chosen."""
        return self.fail() if case.answers["moment"] == "submitted" else []

    def on_approved(self, case: CaseFacts) -> list[Effect]:
        """Fail where that was chosen."""
        return self.fail() if case.answers["moment"] == "approved" else []

    def on_denied(self, case: CaseFacts) -> list[Effect]:
        """Leave a way out."""
        return []


class BeRefused(FailOnPurpose):
    """Answers with an effect that the records do not allow."""

    def fail(self) -> list[Effect]:
        """Ask for what is no e-mail address."""
        return [WriteBack("person.email", "nowhere")]


class Crash(FailOnPurpose):
    """Raises where an answer is wanted."""

    def fail(self) -> list[Effect]:
        """Raise what no caller expects."""
        raise RuntimeError("the demo plugin crashes on purpose")


class NothingFollows:
    """Whatever is answered, nothing follows."""

    def on_submitted(self, case: CaseFacts) -> list[Effect]:
        """Change nothing."""
        return []

    def on_approved(self, case: CaseFacts) -> list[Effect]:
        """Change nothing."""
        return []

    def on_denied(self, case: CaseFacts) -> list[Effect]:
        """Change nothing."""
        return []


EFFECTS = {
    "demo.costs": NothingFollows(),
    "demo.every_type": NothingFollows(),
    "demo.vouches": NothingFollows(),
    "demo.succeeds": ChangePhone(),
    "demo.refuses": BeRefused(),
    "demo.crashes": Crash(),
}
