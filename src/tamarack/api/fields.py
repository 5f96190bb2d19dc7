"""Kinds of values that operations take. Numbers, truth and days are taken as they are, never guessed from others."""

import re
from datetime import date
from typing import Annotated, Any, TypeVar

from ninja import Path, Schema
from pydantic import AwareDatetime, BeforeValidator, ConfigDict, Field, Strict
from pydantic_core import PydanticCustomError

KEY_MOST = 2**53 - 1
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)


def _day(value: Any) -> Any:
    if isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise PydanticCustomError("date_parsing", "not a day")


def _moment(value: Any) -> Any:
    if isinstance(value, str) and not _TIME.fullmatch(value):
        raise PydanticCustomError("datetime_parsing", "not a time")
    if not isinstance(value, str):
        raise PydanticCustomError("datetime_type", "not a time")
    return value


Pk = Annotated[int, Path(ge=1, le=KEY_MOST, description="Its number.", examples=[12])]
Code = Annotated[str, Path(max_length=40, description="Its code.", examples=["cacee"])]
Slug = Annotated[str, Path(max_length=60, description="What stands in its address.", examples=["clearwater"])]
TeamCode = Annotated[str, Path(max_length=40, description="A team’s code.", examples=["advising"])]
Number = Annotated[int, Strict(), Field(ge=1, le=KEY_MOST, examples=[12])]
Whole = Annotated[int, Strict(), Field(ge=0, le=1_000_000, examples=[3])]
Yes = Annotated[bool, Strict(), Field(examples=[True])]
Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=date), Field(examples=["2027-03-31"])]
Moment = Annotated[
    AwareDatetime, BeforeValidator(_moment, json_schema_input_type=AwareDatetime),
    Field(examples=["2027-03-31T09:00:00-04:00"]),
]  # fmt: skip


class Taken(Schema):
    """What an operation takes: no field that it does not know."""

    model_config = ConfigDict(extra="forbid")


Body = TypeVar("Body", bound=Taken)


def given(body: Taken, kept: dict[str, Any]) -> dict[str, Any]:
    """What a change says, on top of what is kept; what it leaves out stays."""
    return {**kept, **{name: getattr(body, name) for name in body.model_fields_set}}
