"""The life of an application: facts to stage, who acts next, and the operations that move it.

Used by the wizards, casework and API layers alike; nothing here knows a request or a template.
"""
