"""To print: a sheet of plain facts as a PDF that is tagged for those who listen."""

from portal.papers.sheets import Sheet, SheetRow, answer_with

__all__ = ["Sheet", "SheetRow", "answer_with"]
