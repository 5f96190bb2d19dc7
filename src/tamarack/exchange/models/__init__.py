"""What programs come in by, and what is told to others' programs."""

from tamarack.exchange.models.tokens import Answered, Calls, Scope, Token

__all__ = ["Answered", "Calls", "Scope", "Token"]
