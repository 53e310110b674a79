"""Invented courses for the catalog of approved education; two stand outside their dates and are not shown."""

from datetime import date
from decimal import Decimal

from django.utils.text import slugify

from content.demo.writing import DemoRow
from content.snippets.courses import ApprovedCourse, Format, Subject

FIRST, RENEWAL, CONCUSSION, CPR, FIRST_AID = (
    "counts_for_first_permit",
    "counts_for_renewal",
    "counts_as_concussion_module",
    "counts_as_cpr",
    "counts_as_first_aid",
)
IN_PERSON, BLENDED, ONLINE = Format.IN_PERSON, Format.BLENDED, Format.ONLINE
HARBOR, OAKLINE = "Harbor Coaching Institute", "Oakline Athletic Academy"
VALLEY, NORTHFIELD = "Valley Regional Service Center", "Northfield College"
SAFE_START, BRIGHTWATER = "Safe Start First Aid", "Brightwater Sports Medicine"
APPROVED, REVIEWED = date(2025, 7, 1), date(2030, 6, 30)


def course(
    title: str,
    provider: str,
    subject: Subject,
    hours: str,
    where: Format,
    *purposes: str,
    valid_from: date = APPROVED,
    valid_to: date | None = REVIEWED,
) -> DemoRow:
    """Write one course."""
    fields = {
        "title": title,
        "provider": provider,
        "subject": subject,
        "clock_hours": Decimal(hours),
        "format": where,
        "valid_from": valid_from,
        "valid_to": valid_to,
        **dict.fromkeys(purposes, True),
    }
    return DemoRow(slugify(f"course {title} {provider}"), ApprovedCourse, fields)


COURSES = (
    course(
        "Coaching young athletes, complete course", HARBOR, Subject.PRINCIPLES, "45", BLENDED, FIRST
    ),
    course(
        "Coaching young athletes, summer course", VALLEY, Subject.PRINCIPLES, "45", IN_PERSON, FIRST
    ),
    course("Foundations of school coaching", NORTHFIELD, Subject.PRINCIPLES, "45", BLENDED, FIRST),
    course("Law and liability for coaches", HARBOR, Subject.SAFETY, "15", ONLINE, FIRST, RENEWAL),
    course(
        "Medical aspects of school sports",
        BRIGHTWATER,
        Subject.MEDICAL,
        "15",
        BLENDED,
        FIRST,
        RENEWAL,
    ),
    course(
        "Psychology of the adolescent athlete",
        NORTHFIELD,
        Subject.DEVELOPMENT,
        "15",
        ONLINE,
        FIRST,
        RENEWAL,
    ),
    course(
        "Concussion module, first time", HARBOR, Subject.CONCUSSION, "3", ONLINE, FIRST, CONCUSSION
    ),
    course(
        "Concussion module with practice on the field",
        VALLEY,
        Subject.CONCUSSION,
        "3",
        IN_PERSON,
        FIRST,
        CONCUSSION,
    ),
    course("Concussion refresher", HARBOR, Subject.CONCUSSION, "1", ONLINE, RENEWAL, CONCUSSION),
    course(
        "Concussion refresher for football",
        HARBOR,
        Subject.CONCUSSION,
        "1.5",
        ONLINE,
        RENEWAL,
        CONCUSSION,
    ),
    course("CPR for coaches", SAFE_START, Subject.EMERGENCY, "4", BLENDED, CPR),
    course("First aid on the sideline", SAFE_START, Subject.EMERGENCY, "6", IN_PERSON, FIRST_AID),
    course(
        "First aid and CPR in one day", VALLEY, Subject.EMERGENCY, "8", IN_PERSON, CPR, FIRST_AID
    ),
    course(
        "First aid and CPR, recertification",
        OAKLINE,
        Subject.EMERGENCY,
        "4",
        BLENDED,
        CPR,
        FIRST_AID,
    ),
    course("Growth, training and rest", BRIGHTWATER, Subject.DEVELOPMENT, "5", ONLINE, RENEWAL),
    course("Nutrition without fads", BRIGHTWATER, Subject.MEDICAL, "3", ONLINE, RENEWAL),
    course("Heat, cold and hydration", BRIGHTWATER, Subject.MEDICAL, "2", ONLINE, RENEWAL),
    course("Preventing overuse injuries", OAKLINE, Subject.MEDICAL, "5", BLENDED, RENEWAL),
    course("Team culture and hazing", OAKLINE, Subject.DEVELOPMENT, "3", IN_PERSON, RENEWAL),
    course(
        "Coaching players with disabilities", NORTHFIELD, Subject.DEVELOPMENT, "5", BLENDED, RENEWAL
    ),
    course("Talking with parents", OAKLINE, Subject.PRINCIPLES, "2", ONLINE, RENEWAL),
    course("Supervision, travel and transport", HARBOR, Subject.SAFETY, "3", ONLINE, RENEWAL),
    course(
        "Reporting abuse and neglect", VALLEY, Subject.SAFETY, "3", ONLINE, RENEWAL, valid_to=None
    ),
    course(
        "Mental health in the locker room", NORTHFIELD, Subject.DEVELOPMENT, "5", IN_PERSON, RENEWAL
    ),
    course(
        "Strength training before sixteen",
        OAKLINE,
        Subject.MEDICAL,
        "5",
        IN_PERSON,
        RENEWAL,
        valid_from=date(2020, 7, 1),
        valid_to=date(2025, 6, 30),
    ),
    course(
        "Coaching young athletes, new curriculum",
        HARBOR,
        Subject.PRINCIPLES,
        "45",
        BLENDED,
        FIRST,
        valid_from=date(2035, 7, 1),
        valid_to=None,
    ),
)
