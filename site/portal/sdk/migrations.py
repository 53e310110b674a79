"""Operations of migrations that content and plugins may use beside Django's own."""

from portal.records.create_models import CreateModels

__all__ = ["CreateModels"]
