"""What the wizards of this plugin cost: something, by the answers, or a crash and an item that nobody knows."""

from collections.abc import Sequence

from portal.sdk.fees import CaseFacts, FeeRequest, ServiceFees, text

DUPLICATE = FeeRequest("duplicate")


def by_answers(case: CaseFacts) -> Sequence[FeeRequest]:
    """Ask the price of what was chosen, as often as was said."""
    if case.answers["what"] == "duplicate":
        return [DUPLICATE]
    return [FeeRequest("cross_endorsement", quantity=case.answers.get("how_many") or 1)]


def crash(case: CaseFacts) -> Sequence[FeeRequest]:
    """Raise where that was chosen."""
    if case.answers["moment"] == "fee":
        raise RuntimeError("the demo plugin crashes on purpose")
    return []


def name_nothing(case: CaseFacts) -> Sequence[FeeRequest]:
    """Name what is not in the fee schedule where that was chosen."""
    return [FeeRequest("nobody_knows_this")] if case.answers["moment"] == "fee" else []


FEES = {
    "demo.costs": ServiceFees(
        usual=(DUPLICATE,),
        for_case=by_answers,
        note=text(
            "a duplicate; endorsements cost more", "un duplicado; las especialidades cuestan más"
        ),
    ),
    "demo.crashes": ServiceFees(usual=(), for_case=crash),
    "demo.refuses": ServiceFees(usual=(), for_case=name_nothing),
}
