"""The demo pages for people who work with young children."""

from content.demo.writing import DemoPage, questions, steps, summary_list, text
from content.pages.hub import HubPage
from content.pages.service import ServicePage

JOIN_REGISTRY = DemoPage(
    slug="join-registry",
    page_type=ServicePage,
    title="Join the Early Childhood Professional Registry",
    summary="Have your employment, education and training verified and kept in one place. Membership is free.",
    fields={
        "service_key": "early_childhood_registry.join",
        "fee": "There is no fee",
        "body": [
            steps(
                "What happens",
                (
                    "List what you have done",
                    (
                        "<p>Positions, degrees and courses, each in a row of its own. You may "
                        "leave out what does not apply.</p>"
                    ),
                ),
                (
                    "Each item is looked at",
                    (
                        "<p>A verifier accepts or rejects every item on its own. A rejected one "
                        "does not hold back the others, and you read the reason.</p>"
                    ),
                ),
                (
                    "You get your registry ID",
                    (
                        "<p>It stays yours for life. Your account shows it, with every item and "
                        "its state.</p>"
                    ),
                ),
            ),
            summary_list(
                "What is not accepted",
                ("Résumés", "Send what your employer or college can confirm"),
                ("Certificates without credit or hours", "They cannot be counted"),
                ("Expired credentials", "Renew them first"),
            ),
        ],
    },
)

EARLY_CHILDHOOD = DemoPage(
    slug="early-childhood",
    page_type=HubPage,
    title="Early childhood",
    summary="The registry records the verified education, training and work of those who care for young children.",
    fields={
        "illustration": "blocks",
        "children_heading": "Your registry",
        "body": [
            text(
                "<p>Teachers, assistants, program administrators, family child care providers and "
                "those who train or advise them may join, in every setting.</p>"
            ),
            questions(
                "Why join?",
                (
                    "What do I have of it?",
                    (
                        "<p>Verified items count when you apply for a credential, a scholarship or "
                        "a payment, and you show them once instead of every time.</p>"
                    ),
                ),
                (
                    "What does my program have of it?",
                    "<p>It can see which qualifications its staff have, and report them.</p>",
                ),
            ),
        ],
    },
    children=(JOIN_REGISTRY,),
)
