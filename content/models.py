"""Gathers the models for Django, which looks for them here. Nothing is defined in this module."""

from content.editing.workflow import SecondPersonApproval
from content.menus.models import Navigation
from content.notices.models import Notice, NoticeSection
from content.pages.article import ArticlePage
from content.pages.contact import ContactPage
from content.pages.course_catalog import CourseCatalogPage
from content.pages.event import EventPage
from content.pages.faq import FaqPage
from content.pages.glossary import GlossaryPage
from content.pages.home import HomePage
from content.pages.hub import HubPage
from content.pages.library import ResourceLibraryPage
from content.pages.service import ServicePage
from content.pages.tutorial import TutorialPage
from content.snippets.contacts import ContactPoint
from content.snippets.courses import ApprovedCourse
from content.snippets.glossary import GlossaryTerm
from content.snippets.resources import Resource, ResourceVersion
from content.snippets.reusable import ReusableContent

__all__ = [
    "ApprovedCourse",
    "ArticlePage",
    "ContactPage",
    "ContactPoint",
    "CourseCatalogPage",
    "EventPage",
    "FaqPage",
    "GlossaryPage",
    "GlossaryTerm",
    "HomePage",
    "HubPage",
    "Navigation",
    "Notice",
    "NoticeSection",
    "Resource",
    "ResourceLibraryPage",
    "ResourceVersion",
    "ReusableContent",
    "SecondPersonApproval",
    "ServicePage",
    "TutorialPage",
]
