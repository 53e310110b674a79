"""Staff screens inside the Wagtail admin: work queue, the application's file, decisions, records."""
