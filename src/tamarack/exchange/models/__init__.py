"""What programs come in by, and what is told to others' programs."""

from tamarack.exchange.models.tokens import Answered, Calls, Scope, Token
from tamarack.exchange.models.webhooks import Delivery, Event, Webhook

__all__ = ["Answered", "Calls", "Delivery", "Event", "Scope", "Token", "Webhook"]
