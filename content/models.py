"""Gathers page types, snippets and the review for Django, which looks for models here. Nothing is defined in this module."""

from content.editing.workflow import SecondPersonApproval
from content.menus.models import Navigation
from content.notices.models import Notice, NoticeSection
from content.pages.article import ArticlePage
from content.pages.home import HomePage
from content.pages.hub import HubPage
from content.pages.service import ServicePage

__all__ = [
    "ArticlePage",
    "HomePage",
    "HubPage",
    "Navigation",
    "Notice",
    "NoticeSection",
    "SecondPersonApproval",
    "ServicePage",
]
