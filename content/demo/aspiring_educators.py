"""The demo page for people who think about becoming teachers."""

from datetime import UTC, datetime

from content.demo.paid_services import FIRST_CERTIFICATE
from content.demo.writing import DemoPage, contact_point, questions, steps, text
from content.pages.event import EventPage
from content.pages.hub import HubPage

INFORMATION_SESSION = DemoPage(
    slug="information-session",
    page_type=EventPage,
    title="Information session: becoming a teacher",
    summary="An hour with a specialist about programs, tests and shortage subjects, and time for your questions.",
    fields={
        "starts_at": datetime(2027, 10, 12, 22, 0, tzinfo=UTC),
        "ends_at": datetime(2027, 10, 12, 23, 15, tzinfo=UTC),
        "place": "Mill Street Library\n20 Mill Street\nHartford, CT 06103",
        "is_online": True,
        "registration_address": "https://example.org/becoming-a-teacher",
        "body": [
            text(
                "<h2>What you will hear</h2>"
                "<ul><li>Which routes lead to a first certificate, with and without a degree in education</li>"
                "<li>Which tests your subject asks for</li>"
                "<li>Where teachers are needed most, and which permits a district can request</li></ul>"
                "<p>The room has step-free access, and what is said is captioned online.</p>"
            ),
            contact_point("contact applications"),
        ],
    },
)

ASPIRING_EDUCATORS = DemoPage(
    slug="aspiring-educators",
    page_type=HubPage,
    title="Aspiring educators",
    summary="Thinking about teaching? Here is the road from a first thought to a first certificate.",
    is_in_menu=True,
    fields={
        "illustration": "scene_new_teacher",
        "illustration_alt": "A smiling teacher writes on a whiteboard.",
        "children_heading": "Apply, or meet us first",
        "body": [
            steps(
                "The road to an Initial certificate",
                (
                    "Choose what you want to teach",
                    "<p>An endorsement names the subject or field and the grades it covers.</p>",
                ),
                (
                    "Complete an approved program",
                    (
                        "<p>Colleges and alternate route programs prepare you and recommend you at "
                        "the end. Nearly every "
                        "endorsement includes a 36-hour course on special education.</p>"
                    ),
                ),
                (
                    "Pass the tests",
                    (
                        "<p>Which ones depends on the endorsement. Tests taken in Connecticut "
                        "reach us by themselves.</p>"
                    ),
                ),
                (
                    "Apply",
                    (
                        '<p><a href="page:aspiring-educators/first-certificate">Apply online</a>. The Initial '
                        "certificate costs $200. The $50 review fee is part of it and is not refunded.</p>"
                    ),
                ),
                (
                    "Start with a mentor",
                    (
                        "<p>New teachers are accompanied through the TEAM program, usually for two "
                        "years.</p>"
                    ),
                ),
            ),
            questions(
                "Other ways to begin",
                (
                    "Can I teach before I have finished my program?",
                    (
                        "<p>In a shortage area a district can request a permit for someone with a "
                        "bachelor's degree, twelve "
                        "semester hours in the subject and a place in a program. Only the district "
                        "can file it.</p>"
                    ),
                ),
                (
                    "Can I work as a substitute?",
                    (
                        "<p>Yes, through the district that hires you. With a degree, up to 40 days "
                        "in one assignment need no "
                        "authorization from us.</p>"
                    ),
                ),
                (
                    "Where are teachers needed most?",
                    (
                        "<p>The list for 2023-24 named bilingual education, history and social "
                        "studies, mathematics, science, "
                        "special education, technology education, TESOL and world languages across "
                        "the state.</p>"
                    ),
                ),
            ),
        ],
    },
    children=(FIRST_CERTIFICATE, INFORMATION_SESSION),
)
