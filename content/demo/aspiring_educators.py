"""The demo page for people who think about becoming teachers."""

from content.demo.writing import DemoPage, questions, steps
from content.pages.hub import HubPage

ASPIRING_EDUCATORS = DemoPage(
    slug="aspiring-educators",
    page_type=HubPage,
    title="Aspiring educators",
    summary="Thinking about teaching? Here is the road from a first thought to a first certificate.",
    is_in_menu=True,
    fields={
        "illustration": "seedling",
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
                        "<p>The Initial certificate costs $200. The $50 review fee is part of it "
                        "and is not refunded.</p>"
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
)
