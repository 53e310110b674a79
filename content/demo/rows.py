"""All rows of the demo content. Texts are in the module of their kind."""

from content.demo.contacts import CONTACTS
from content.demo.courses import COURSES
from content.demo.passages import PASSAGES
from content.demo.resources import RESOURCES
from content.demo.terms import TERMS

ROWS = (*PASSAGES, *COURSES, *RESOURCES, *CONTACTS, *TERMS)
