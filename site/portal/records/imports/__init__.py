"""Imports: files of people, certificates and rosters, looked through first, settled by a person, then recorded."""
