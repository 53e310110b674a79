"""Runs a wizard for an applicant over HTTP: start page, task list, steps, read-back, submit, status.

What may be done to an application is decided in portal.lifecycle; here it becomes pages.
"""
