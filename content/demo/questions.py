"""The demo page of questions that people ask."""

from content.demo.writing import DemoPage, question_group
from content.pages.faq import FaqPage

QUESTIONS = DemoPage(
    slug="questions",
    page_type=FaqPage,
    title="Questions people ask",
    summary="Short answers about renewing, applying, paying, coaching and the early childhood registry.",
    fields={
        "groups": [
            question_group(
                "Renewing and moving up",
                (
                    "What does it cost to renew a Professional certificate?",
                    (
                        "<p>Nothing, and you send no proof of study. "
                        '<a href="page:certified-educators/renew-professional">Renew it here</a>.</p>'
                    ),
                ),
                (
                    "How early may I renew?",
                    (
                        "<p>From six months before the certificate expires, if possible no later than "
                        "six weeks before. "
                        '<a href="page:certified-educators/renewal-dates">Dates and filing on time</a>.</p>'
                    ),
                ),
                (
                    "What if my certificate expires while you review my application?",
                    (
                        "<p>If you filed in time, the look-up shows it as in process, and you may go on working. The "
                        "dates change with the decision.</p>"
                    ),
                ),
                (
                    "I hold a Provisional certificate. What becomes of it?",
                    (
                        "<p>That level has not been issued or renewed since July 1, 2025. The time you "
                        "served under it counts "
                        'toward the <a href="page:certified-educators/advance-to-professional">Professional '
                        "certificate</a>.</p>"
                    ),
                ),
            ),
            question_group(
                "Applying",
                (
                    "How long does a review take?",
                    (
                        "<p>Six to eight weeks as a rule, up to twice as long from May to September. "
                        "Applications are taken "
                        "in the order of their arrival.</p>"
                    ),
                ),
                (
                    "Will I be told if something is missing?",
                    "<p>Yes, by email, and your account lists it. You answer there; nothing has to be sent twice.</p>",
                ),
                (
                    "May I send a transcript myself?",
                    (
                        "<p>Only in the envelope that the college sealed. Otherwise the college sends it to us "
                        "electronically.</p>"
                    ),
                ),
                (
                    "I answered yes to a question about a conviction. Am I refused?",
                    (
                        "<p>Not for that alone. Explain in your own words what happened and attach the papers of the "
                        "court. A person reads it.</p>"
                    ),
                ),
            ),
            question_group(
                "Paying",
                (
                    "Which cards do you take?",
                    (
                        "<p>VISA and Mastercard credit cards. Debit cards, American Express and Discover are not "
                        "accepted.</p>"
                    ),
                ),
                (
                    "May I send a personal check?",
                    (
                        "<p>No. A certified or bank check or a money order, payable to Treasurer, State of "
                        'Connecticut. <a href="page:help/fees-and-payment">Fees and ways to pay</a>.</p>'
                    ),
                ),
                (
                    "Do I get the review fee back?",
                    "<p>No. The $50 pays for the review, and it is credited to the price of the certificate.</p>",
                ),
            ),
            question_group(
                "Coaching",
                (
                    "Do volunteers need a permit?",
                    "<p>Yes, as does everyone who coaches a team of a public school, cheer and dance included.</p>",
                ),
                (
                    "May I take first aid and CPR online?",
                    (
                        "<p>Not entirely: both need a part that is practiced in person. The list of "
                        '<a href="page:coaches/approved-education">approved education</a> says where each course takes '
                        "place.</p>"
                    ),
                ),
                (
                    "My permit has expired. Do I begin again?",
                    (
                        "<p>No. You renew it with the same 15 hours, whenever you come back. The 45-hour "
                        "course is taken "
                        "once.</p>"
                    ),
                ),
            ),
            question_group(
                "Early childhood",
                (
                    "What does membership in the registry cost?",
                    "<p>Nothing.</p>",
                ),
                (
                    "Who sees my registry record?",
                    (
                        "<p>You, the staff who verify it, and the program where you confirmed that you work, as far as "
                        "its reports need it.</p>"
                    ),
                ),
            ),
        ]
    },
)
