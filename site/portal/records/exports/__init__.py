"""Rows of the records as files for other programs: what a cell may hold, how files are written, who asked for one."""
