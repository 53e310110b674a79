"""What this plugin's services cost: renewing a Professional certificate is free by its dated row (DOMAIN 1.3)."""

from portal.sdk.fees import FeeRequest, ServiceFees

FEES = {
    "certification.renew_professional": ServiceFees(usual=(FeeRequest("professional_renewal"),)),
}
