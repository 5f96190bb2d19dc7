"""With which status what the product refuses is told, on pages and by the API."""

from tamarack.core.errors import NotAllowed, TamarackError, UnknownCode

STATUS: dict[type[TamarackError], int] = {UnknownCode: 404, NotAllowed: 403}


def status_of(error: TamarackError) -> int:
    """The status with which an error is told."""
    return next((code for kind, code in STATUS.items() if isinstance(error, kind)), 422)
