"""To add a paragraph to the messages that tell applicants what became of their application to a service."""

from portal.definitions.texts import Text, text
from portal.notifications.pieces import MessageFacts, MessagePiece, ServiceMessages

__all__ = ["MessageFacts", "MessagePiece", "ServiceMessages", "Text", "text"]
