"""What a renewal costs whose version names no fees yet: coaching permits are free by their dated rows (DOMAIN 1.3)."""

from portal.sdk.fees import FeeRequest, ServiceFees

FEES = {"coaching_permits.renew": ServiceFees(usual=(FeeRequest("coaching_5yr"),))}
