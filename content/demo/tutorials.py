"""The demo tutorials, with what each shows and says as a transcript. Nobody speaks in the films."""

from content.demo.writing import DemoPage, FileReference, call_to_action, link
from content.pages.hub import HubPage
from content.pages.tutorial import TutorialPage

APPLYING = DemoPage(
    slug="applying-online",
    page_type=TutorialPage,
    title="Applying online, from start to reference number",
    summary="How an application is begun, saved, checked and sent.",
    fields={
        "illustration": "poster_form",
        "illustration_alt": "A form on a screen: two answers are ticked, the third is being written.",
        "minutes": 0,
        "video": FileReference("applying-online.webm"),
        "captions": FileReference("applying-online.vtt"),
        "transcript": (
            "<h3>Find the service</h3>"
            "<p><i>Somebody sits at a laptop; a question mark appears above the screen.</i></p>"
            "<p>Every service has a page: what you need, what it costs, how long it takes. "
            "Read that page first, then choose <b>Start</b>.</p>"
            "<h3>Answer, stop, carry on</h3>"
            "<p><i>A form on a screen. Two answers are ticked; a pencil writes the third.</i></p>"
            "<p>Your answers are saved as you go. You can change each one before you sign. "
            "You may stop and carry on tomorrow, on another device if you like.</p>"
            "<h3>Sign and send</h3>"
            "<p><i>A teacher and a pupil give each other a high five.</i></p>"
            "<p>Send it, and keep the reference number: it is how we find your application. "
            "A message confirms it by email.</p>"
        ),
        "body": [
            call_to_action(
                "Ready?",
                "Choose the service that fits you.",
                link("Certified educators", page="certified-educators"),
            )
        ],
    },
)

ACCOUNT = DemoPage(
    slug="passwords-and-accounts",
    page_type=TutorialPage,
    title="A new password, and looking after your account",
    summary="What to do when a password is forgotten, an address changes or a phone is lost.",
    fields={
        "illustration": "poster_key",
        "illustration_alt": "A key in front of a padlock.",
        "minutes": 0,
        "video": FileReference("passwords-and-accounts.webm"),
        "captions": FileReference("passwords-and-accounts.vtt"),
        "transcript": (
            "<h3>A forgotten password</h3>"
            "<p><i>Somebody sits at a laptop; a question mark appears above the screen.</i></p>"
            "<p>Forgot your password? Ask for a link where you sign in, and look in the spam folder. "
            "The link works once.</p>"
            "<h3>A good password</h3>"
            "<p><i>A key lies in front of a padlock on a screen.</i></p>"
            "<p>Choose a password that you use nowhere else. A code from your phone makes it safer. "
            "Keep the recovery codes on paper: they open your account when the phone is lost.</p>"
            "<h3>A new email address</h3>"
            "<p><i>A form on a screen, and a pencil.</i></p>"
            "<p>A new email address counts once you have opened the link that we send to it. "
            "The address has to be yours alone.</p>"
        ),
        "body": [
            call_to_action(
                "No account yet?",
                "Six steps, written down.",
                link("Set up an account", page="help/set-up-an-account"),
            )
        ],
    },
)

LOOKING_UP = DemoPage(
    slug="looking-up-a-certificate",
    page_type=TutorialPage,
    title="Looking up a certificate",
    summary="How schools and families read what the public look-up shows.",
    fields={
        "illustration": "poster_search",
        "illustration_alt": "A magnifying glass over a certificate with a seal.",
        "minutes": 0,
        "video": FileReference("looking-up-a-certificate.webm"),
        "captions": FileReference("looking-up-a-certificate.vtt"),
        "transcript": (
            "<h3>Ask</h3>"
            "<p><i>Pupils walk toward a school building.</i></p>"
            "<p>The beginning of a last name is enough, or the number on the certificate. "
            "Accents do not matter, and you need no account.</p>"
            "<h3>Read the answer</h3>"
            "<p><i>A magnifying glass over a certificate with a seal.</i></p>"
            "<p>You see the type, the endorsements, the dates and the status as of today. "
            "<b>In process</b> means that a renewal was filed on time and is not decided yet.</p>"
            "<h3>When nothing is found</h3>"
            "<p><i>Somebody sits at a laptop; a question mark appears above the screen.</i></p>"
            "<p>Nothing found? Try a former name. It does not mean that somebody is not certified. "
            "Or ask for the number of the certificate.</p>"
        ),
        "body": [
            call_to_action(
                "Try it", "You need no account.", link("Look up a certificate", page="look-up")
            )
        ],
    },
)

TUTORIALS = DemoPage(
    slug="tutorials",
    page_type=HubPage,
    title="Tutorials",
    summary="Short silent films with captions. All that they say and show stands below each as text.",
    children=(APPLYING, ACCOUNT, LOOKING_UP),
)
