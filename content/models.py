"""Gathers the page types for Django, which looks for models here. Nothing is defined in this module."""

from content.pages.article import ArticlePage
from content.pages.home import HomePage
from content.pages.hub import HubPage
from content.pages.service import ServicePage

__all__ = ["ArticlePage", "HomePage", "HubPage", "ServicePage"]
