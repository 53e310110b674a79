"""The demo tutorials, with what each shows and says as a transcript. The demonstration has no films, only their pictures."""

from content.demo.writing import DemoPage, call_to_action, link
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
        "minutes": 4,
        "transcript": (
            "<h3>Find the service</h3>"
            "<p><i>The home page. A hand chooses Certified educators, then Renew a Professional Educator "
            "Certificate.</i></p>"
            "<p>Every service has a page of its own. It says what you need, what it costs and how long it takes. "
            "Read it first, then choose <b>Start</b>.</p>"
            "<h3>Answer one page at a time</h3>"
            "<p><i>A question about the address. The words “Saved at 2:15 p.m.” appear below it.</i></p>"
            "<p>Your answers are saved as you go. You may stop here and carry on tomorrow, on another device if "
            "you like.</p>"
            "<h3>Check what you wrote</h3>"
            "<p><i>A list of all answers, each with the word Change beside it.</i></p>"
            "<p>Before anything is sent you see all your answers once more. <b>Change</b> leads back to a question, "
            "and from there straight back to this list.</p>"
            "<h3>Sign and send</h3>"
            "<p><i>The declaration with a box to tick, and the page that follows with a reference number.</i></p>"
            "<p>Tick the declaration and send. You get a reference number at once and a message by email. Keep "
            "the number: it is how we find your application when you call.</p>"
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
        "minutes": 3,
        "transcript": (
            "<h3>A forgotten password</h3>"
            "<p><i>The sign-in page. A hand chooses Forgot your password?</i></p>"
            "<p>Type your email address. If an account belongs to it, a message with a link is on its way; look in "
            "the spam folder too. The link works once. Choose a new password that you use nowhere else.</p>"
            "<h3>A new email address</h3>"
            "<p><i>The account page, then Change the email address.</i></p>"
            "<p>The new address has to be yours alone. We write to it, and it takes the place of the old one once "
            "you have opened the link.</p>"
            "<h3>A second step when you sign in</h3>"
            "<p><i>A phone shows six digits.</i></p>"
            "<p>You may add a code from your phone to your password. Keep the recovery codes on paper: they open "
            "your account when the phone is lost.</p>"
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
        "minutes": 2,
        "transcript": (
            "<h3>Ask</h3>"
            "<p><i>The look-up. Somebody types the beginning of a last name.</i></p>"
            "<p>The beginning of a last name is enough; accents do not matter. With the number printed on a "
            "certificate you find that certificate alone.</p>"
            "<h3>Read the answer</h3>"
            "<p><i>A list of two certificates, one marked Active and one In process.</i></p>"
            "<p>Each certificate stands with its endorsements, dates and status. In process means that a renewal "
            "was filed on time and is not decided yet.</p>"
            "<h3>When nothing is found</h3>"
            "<p><i>The words Nothing was found, with three things to try.</i></p>"
            "<p>That does not mean that somebody is not certified. Try a former name, or ask for the number.</p>"
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
    summary="Short films about the portal. All that they say and show stands below each as text.",
    children=(APPLYING, ACCOUNT, LOOKING_UP),
)
