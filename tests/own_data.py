"""Someone's archive, as the worker makes it."""

from io import BytesIO
from zipfile import ZipFile

from tamarack.exchange.own_data import own_data
from tamarack.people.models import Person


def archive_of(person: Person) -> ZipFile:
    """All of it."""
    with own_data(person) as stream:
        return ZipFile(BytesIO(stream.read()))
