"""What a first certificate costs (DOMAIN 1.3): no rule counts endorsements.

The other services say it themselves; what stands of them here charges drafts on versions that name no fees yet.
"""

from collections.abc import Sequence

from portal.sdk.fees import CaseFacts, FeeRequest, ServiceFees, text

INITIAL, FURTHER = FeeRequest("initial"), "cross_endorsement"


def first_certificate(case: CaseFacts) -> Sequence[FeeRequest]:
    """Ask the price of the certificate, with its review part, and of each endorsement after the first."""
    further = len(case.answers["endorsements"]) - 1
    return [INITIAL, FeeRequest(FURTHER, quantity=further)] if further > 0 else [INITIAL]


FEES = {
    "certification.renew_professional": ServiceFees(usual=(FeeRequest("professional_renewal"),)),
    "certification.duplicate_certificate": ServiceFees(usual=(FeeRequest("duplicate"),)),
    "certification.first_certificate": ServiceFees(
        usual=(INITIAL,),
        for_case=first_certificate,
        note=text(
            "with one endorsement; a part when you apply, the rest once you are found eligible",
            "con una especialidad; una parte al solicitar, el resto cuando se determina que cumple los requisitos",
        ),
    ),
}
