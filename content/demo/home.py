"""The home page of the demo site: welcome, audiences, look-up, and the first things people ask."""

from typing import Any

from content.demo.writing import PageReference, call_to_action, card, link, notice, questions, steps

HOME_SUMMARY = (
    "Renew your certificate, follow an application and keep your record in one place. "
    "Schools and families can check a credential without an account."
)

HOME_FIELDS: dict[str, Any] = {
    "heading": "Certification for the people who teach Connecticut",
    "actions": [
        {
            "type": "link",
            "value": link(
                "Renew a Professional certificate", page="certified-educators/renew-professional"
            ),
        },
        {"type": "link", "value": link("Sign in to your account", address="/account/")},
    ],
    "illustration": "classroom",
    "illustration_alt": "A teacher explains a drawing on the board while a pupil raises a hand.",
    "audiences_heading": "Find what you need",
    "audiences": [
        {"type": "card", "value": value}
        for value in (
            card(
                "Certified educators",
                "Renew or advance the certificate you hold, and keep its dates in view.",
                to=link(page="certified-educators"),
                illustration="scene_high_five",
            ),
            card(
                "Out-of-state educators",
                "Bring a certificate from another state or another country to Connecticut.",
                to=link(page="out-of-state"),
                illustration="scene_road",
            ),
            card(
                "Coaches",
                "Get your first coaching permit, renew the one you have, and find training "
                "that counts.",
                to=link(page="coaches"),
                illustration="scene_coach",
            ),
            card(
                "Aspiring educators",
                "See the road from an interest in teaching to a first certificate.",
                to=link(page="aspiring-educators"),
                illustration="scene_new_teacher",
            ),
            card(
                "District resources",
                "Permits that only a district can request, and help with staffing and checks.",
                to=link(page="district-resources"),
                illustration="scene_school",
            ),
            card(
                "Early childhood",
                "Join the registry that keeps verified education, training and employment.",
                to=link(page="early-childhood"),
                illustration="scene_blocks",
            ),
        )
    ],
    "look_up_heading": "Check a credential",
    "look_up_text": "See the type, endorsements, dates and status of any educator's certificate. No account is needed.",
    "look_up_page": PageReference("look-up"),
    "body": [
        steps(
            "How an application moves",
            (
                "Read what it takes",
                (
                    "<p>Every service page lists what you need, what it costs and how long it "
                    "takes, before you sign in.</p>"
                ),
            ),
            (
                "Answer at your own pace",
                (
                    "<p>Your answers are saved as you go. Stop on one device and carry on with "
                    "another.</p>"
                ),
            ),
            (
                "Check and send",
                (
                    "<p>You see all your answers once more, sign the declaration and receive a "
                    "reference number.</p>"
                ),
            ),
            (
                "Follow the decision",
                (
                    "<p>Applications are worked through in the order in which they arrive. Your "
                    "account shows where yours is "
                    "and whether we need anything from you.</p>"
                ),
            ),
        ),
        notice(
            "info",
            "The busy season is May to September",
            "<p>A review usually takes six to eight weeks, and up to twice that in the summer. "
            "File as early as your renewal window allows.</p>",
        ),
        questions(
            "Often asked",
            (
                "What does it cost to renew a Professional Educator Certificate?",
                (
                    "<p>Nothing. There is no fee, and you do not send proof of continuing "
                    "education.</p>"
                ),
            ),
            (
                "How early may I renew?",
                (
                    "<p>From six months before your certificate expires, and if possible no later "
                    "than six weeks before. "
                    '<a href="page:certified-educators/renewal-dates">More about renewal '
                    "dates</a>.</p>"
                ),
            ),
            (
                "May I share an email address with someone?",
                (
                    "<p>No. Every educator needs an address of their own, because it is how we "
                    "know whose record it is. "
                    '<a href="page:help/set-up-an-account">How to set up an account</a>.</p>'
                ),
            ),
        ),
        call_to_action(
            "New here?",
            "Set up an account, see what an application costs and where to send papers.",
            link("Help", page="help"),
        ),
        call_to_action(
            "Have you changed your address or your name?",
            "Letters about your certificate go to the contact details in your account.",
            link("Go to your account", address="/account/"),
        ),
    ],
}
