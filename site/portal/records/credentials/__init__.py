"""Certificates and permits: their types and endorsements as dated rows, and what people hold."""
