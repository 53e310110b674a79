"""The screens of imports in the Wagtail admin: handing in, report, matching queue; portal.records does the work."""
