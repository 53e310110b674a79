"""The demo page for school districts."""

from content.demo.writing import DemoPage, call_to_action, link, notice, summary_list, text
from content.pages.hub import HubPage

DISTRICT_RESOURCES = DemoPage(
    slug="district-resources",
    page_type=HubPage,
    title="District resources",
    summary="Permits and authorizations that a district requests for its staff, and what to check before a first day.",
    is_in_menu=True,
    fields={
        "illustration": "school",
        "body": [
            summary_list(
                "Requests that only a district can file",
                (
                    "Shortage area permit",
                    "Form ED 177, before the first day; evidence of enrollment on its attachment",
                ),
                (
                    "Temporary 90-day certificate",
                    "Form ED 172, after an alternate route program; form ED 172A to advance",
                ),
                ("Resident educator", "Form ED 199, filed with the program"),
                ("Substitute without a degree", "Form ED 174, one district, anew each year"),
                (
                    "Long-term substitute",
                    "Form ED 175, for more than 40 days in the same assignment",
                ),
                (
                    "Temporary emergency coaching permit",
                    "Form ED 186, for one year in one district",
                ),
            ),
            text(
                "<h2>Background checks</h2>"
                "<p>A state and national criminal history check is due within 30 days of "
                "employment. The child abuse registry "
                "is checked before hiring. Results can be shared between districts only if "
                "fingerprints were taken at a "
                "regional educational service center.</p>"
            ),
            notice(
                "warning",
                "Deadlines that come around each year",
                "<p>Authorizations of daily substitutes without a degree end on June 30.</p>",
            ),
            call_to_action(
                "Check before you hire",
                "The look-up shows the dates and status of every certificate as of today.",
                link("Look up a certificate", page="look-up"),
            ),
        ],
    },
)
