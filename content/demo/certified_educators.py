"""The demo pages for people who hold a Connecticut certificate."""

from content.demo.paid_services import DUPLICATE
from content.demo.writing import (
    DemoPage,
    link,
    notice,
    questions,
    reusable,
    steps,
    summary_list,
    text,
)
from content.demo.writing import call_to_action as call
from content.pages.article import ArticlePage
from content.pages.hub import HubPage
from content.pages.service import ServicePage

RENEW_PROFESSIONAL = DemoPage(
    slug="renew-professional",
    page_type=ServicePage,
    title="Renew a Professional Educator Certificate",
    summary="Extend the Professional certificate you hold. There is no fee and nothing to upload.",
    fields={
        "service_key": "certification.renew_professional",
        "fee": "There is no fee",
        "before_you_start": (
            "<p>You do not send transcripts or proof of continuing education. If you answer "
            "yes to a question about "
            "convictions, pending charges or discipline, you are asked to explain in your own "
            "words.</p>"
        ),
        "body": [
            steps(
                "What happens",
                (
                    "Choose the certificate",
                    (
                        "<p>The service shows the certificates on your record and which of them "
                        "can be renewed today.</p>"
                    ),
                ),
                (
                    "Confirm your name and contact details",
                    "<p>Correct them if something has changed.</p>",
                ),
                (
                    "Answer the questions on conduct",
                    (
                        "<p>They cover convictions, pending charges and discipline against a "
                        "license.</p>"
                    ),
                ),
                (
                    "Check, sign and send",
                    "<p>You get a reference number at once and a confirmation by email.</p>",
                ),
            ),
            questions(
                "Before you ask",
                (
                    "My certificate expires soon. Am I too late?",
                    (
                        "<p>An application that reaches us before the expiration date counts as "
                        "filed on time. While we work on "
                        "it, the public look-up shows the certificate as in process. The dates "
                        "change only when it is approved.</p>"
                    ),
                ),
                (
                    "Can I renew today?",
                    (
                        "<p>The window opens six months before the expiration date. If yours is "
                        "still closed, the service tells "
                        "you the day on which it opens.</p>"
                    ),
                ),
                (
                    "I hold more than one certificate.",
                    (
                        "<p>Certificates of different categories are separate. Choose the one that "
                        "you want to renew; you can "
                        "come back for the next.</p>"
                    ),
                ),
            ),
        ],
    },
)

RENEWAL_DATES = DemoPage(
    slug="renewal-dates",
    page_type=ArticlePage,
    title="Renewal dates and filing on time",
    summary="When the renewal window opens and closes, and what the look-up shows while an application is open.",
    fields={
        "body": [
            summary_list(
                "The renewal window",
                ("Opens", "Six months before the expiration date"),
                ("Best filed by", "Six weeks before the expiration date"),
                (
                    "On time",
                    (
                        "Any application that is signed and, where there is a fee, paid before the "
                        "certificate expires"
                    ),
                ),
            ),
            text(
                "<h2>While your application is open</h2>"
                "<p>A renewal that was filed on time keeps the certificate <b>in process</b> "
                "past its expiration date. "
                "Missing documents may follow. The certificate itself gets new dates only with "
                "the approval.</p>"
            ),
            reusable("passage review-times"),
            call(
                "Is it time?",
                "The service checks your dates before it asks anything else.",
                link(
                    "Renew a Professional certificate",
                    page="certified-educators/renew-professional",
                ),
            ),
        ]
    },
)

ADVANCE = DemoPage(
    slug="advance-to-professional",
    page_type=ArticlePage,
    title="Advance from Initial to Professional",
    summary="What an Initial certificate holder completes before moving up to the Professional certificate.",
    fields={
        "body": [
            notice(
                "info",
                "The rules changed on July 1, 2025",
                "<p>There are now two levels, Initial and Professional. The Provisional "
                "certificate is no longer issued or "
                "renewed. Time served under one you hold still counts.</p>",
            ),
            summary_list(
                "What it takes",
                (
                    "Service",
                    (
                        "50 school months of successful work in Connecticut under an Initial or a "
                        "Provisional certificate"
                    ),
                ),
                ("Mentoring", "The state's TEAM program, where your endorsement calls for it"),
                (
                    "Study",
                    "The advanced coursework or master's degree that your endorsement asks for",
                ),
                ("Fee", "$375 for the first Professional certificate"),
            ),
            text(
                "<p>A school year counts as ten school months. An Initial certificate is valid "
                "for ten years. If you have "
                "served under it but are not ready to advance, it can be extended by one year, "
                "at most three times.</p>"
            ),
        ]
    },
)

CERTIFIED_EDUCATORS = DemoPage(
    slug="certified-educators",
    page_type=HubPage,
    title="Certified educators",
    summary="You already hold a Connecticut certificate. Renew it, move up a level, and know your dates.",
    is_in_menu=True,
    fields={
        "illustration": "scene_high_five",
        "illustration_alt": "A teacher and a pupil give each other a high five.",
        "children_heading": "Services and guidance",
        "body": [
            questions(
                "About your certificate",
                (
                    "Why do I have more than one certificate?",
                    (
                        "<p>Endorsements of different categories, such as teaching, special "
                        "services and administration, follow "
                        "different rules and stand on separate certificates. Once all of them have "
                        "reached the Professional "
                        "level they are joined on one.</p>"
                    ),
                ),
                (
                    "My secondary endorsement says grades 7 to 12. Is that still so?",
                    (
                        "<p>Since July 1, 2024 it also covers grades 4 to 6 where subjects are "
                        "taught by departments.</p>"
                    ),
                ),
                (
                    "What number should I quote when I write?",
                    (
                        "<p>Your educator identification number (EIN) or the reference number of "
                        "your application.</p>"
                    ),
                ),
            ),
        ],
    },
    children=(RENEW_PROFESSIONAL, RENEWAL_DATES, ADVANCE, DUPLICATE),
)
