"""What an action refuses is told on the form that it came with, and nothing that was written is lost."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from tamarack.core.errors import BadInput


@contextmanager
def refused(form: forms.Form) -> Iterator[None]:
    """Put what is refused within on the form; what follows is then to show it."""
    try:
        yield
    except BadInput as error:
        form.add_error(None, error.translated(gettext))


@contextmanager
def warned(request: HttpRequest) -> Iterator[None]:
    """Say what is refused within on the page that follows: of a button, which has no form to say it on."""
    try:
        yield
    except BadInput as error:
        messages.warning(request, error.translated(gettext))
