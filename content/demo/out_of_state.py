"""The demo pages for educators who were certified in another state or country."""

from content.demo.writing import DemoPage, notice, steps, summary_list, text
from content.pages.article import ArticlePage
from content.pages.hub import HubPage

OTHER_STATES = DemoPage(
    slug="another-state",
    page_type=ArticlePage,
    title="Certified in another state",
    summary="Two routes lead to a Connecticut certificate. Which is yours depends on the state that issued yours.",
    fields={
        "body": [
            text(
                "<h2>Enhanced reciprocity</h2>"
                "<p>Connecticut recognizes a valid full certificate from these states and "
                "territories and issues the closest "
                "comparable endorsement:</p>"
                "<p>Alabama, Delaware, the District of Columbia, Georgia, Illinois, Indiana, "
                "Maine, Maryland, Massachusetts, "
                "Michigan, New Hampshire, New Jersey, New York, North Carolina, Ohio, "
                "Pennsylvania, Puerto Rico, Rhode Island, "
                "South Carolina, Tennessee, Vermont, Virginia and Wisconsin.</p>"
                "<p>Administration, integrated early childhood and special services are "
                "evaluated further.</p>"
                "<h2>Interstate agreement</h2>"
                "<p>From any other state, an approved program at an accredited institution, or "
                "recent experience under a full "
                "certificate, opens the way. Degree and test requirements still apply, and the "
                "agreement does not cover "
                "administrative endorsements.</p>"
            ),
            summary_list(
                "What to send",
                (
                    "Application",
                    (
                        "Form ED 170 with the $50 review fee, which is credited to the price of "
                        "the certificate"
                    ),
                ),
                (
                    "Certificate",
                    "A copy; temporary, emergency and interim certificates do not count",
                ),
                ("Preparation", "Form ED 125 from the institution that prepared you"),
                ("Experience", "Form ED 126, if you have served more than 20 school months"),
                ("Tests", "Form ED 711, to verify tests taken in another state"),
                (
                    "Transcripts",
                    "Official ones, on sealed paper or sent electronically by the institution",
                ),
            ),
        ]
    },
)

OTHER_COUNTRIES = DemoPage(
    slug="another-country",
    page_type=ArticlePage,
    title="Educated in another country",
    summary="Your studies are evaluated first; then the same requirements apply as to everybody else.",
    fields={
        "body": [
            steps(
                "What to do first",
                (
                    "Have your studies evaluated",
                    (
                        "<p>Evaluations are accepted from ECE, GCE, Josef Silny and The Evaluation "
                        "Company.</p>"
                    ),
                ),
                (
                    "Have papers translated",
                    "<p>Everything that is not in English needs a notarized translation.</p>",
                ),
                (
                    "Send them with your application",
                    (
                        "<p>Use form ED 170 and quote the same name on every paper, or say under "
                        "which name it was issued.</p>"
                    ),
                ),
            ),
        ]
    },
)

OUT_OF_STATE = DemoPage(
    slug="out-of-state",
    page_type=HubPage,
    title="Out-of-state educators",
    summary="Certified elsewhere? Connecticut has a place for you. Your first certificate here is an Initial one.",
    is_in_menu=True,
    fields={
        "illustration": "scene_road",
        "illustration_alt": "A road leads over a border toward a school.",
        "children_heading": "Where were you certified?",
        "body": [
            notice(
                "info",
                "Where experience counts",
                "<p>The certificate always begins at the Initial level, valid for ten years. "
                "Your place on the salary scale is "
                "decided by the district that hires you.</p>",
            ),
        ],
    },
    children=(OTHER_STATES, OTHER_COUNTRIES),
)
