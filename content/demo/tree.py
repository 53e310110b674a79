"""The demo site as one tree. Texts are in the module of their subject."""

from content.demo.aspiring_educators import ASPIRING_EDUCATORS
from content.demo.certified_educators import CERTIFIED_EDUCATORS
from content.demo.coaches import COACHES
from content.demo.district_resources import DISTRICT_RESOURCES
from content.demo.early_childhood import EARLY_CHILDHOOD
from content.demo.help_pages import HELP
from content.demo.home import HOME_FIELDS, HOME_SUMMARY
from content.demo.out_of_state import OUT_OF_STATE
from content.demo.statements import ACCESSIBILITY, CONTACT, PRIVACY
from content.demo.writing import DemoPage
from content.demo.writing_to_us import WRITE_TO_US
from content.pages.home import HomePage
from content.pages.service import ServicePage

LOOK_UP = DemoPage(
    slug="look-up",
    page_type=ServicePage,
    title="Look up a certificate",
    summary="Check the type, endorsements, dates and status of an educator's certificate. You need no account.",
    is_in_menu=True,
    fields={"service_key": "credential_lookup.search"},
)

HOME = DemoPage(
    slug="home",
    page_type=HomePage,
    title="Home",
    summary=HOME_SUMMARY,
    fields=HOME_FIELDS,
    children=(
        CERTIFIED_EDUCATORS,
        OUT_OF_STATE,
        COACHES,
        ASPIRING_EDUCATORS,
        DISTRICT_RESOURCES,
        EARLY_CHILDHOOD,
        LOOK_UP,
        HELP,
        CONTACT,
        WRITE_TO_US,
        PRIVACY,
        ACCESSIBILITY,
    ),
)
