"""The demo's privacy officer, with an entry in the register; and everybody has read the notice."""

from datetime import timedelta

from django.utils import timezone

from tamarack.people.actions.privacy import name_officer, record_breach
from tamarack.people.models import Breach, NoticeRead, Person
from tamarack.people.privacy_notice import current_notice

OFFICER = "joanne.whitehawk@clearwater.example"


def add_demo_privacy() -> None:
    """Name the officer, and write down what happened."""
    number = current_notice().number
    people = list(Person.objects.all())
    NoticeRead.objects.bulk_create(NoticeRead(person=person, number=number) for person in people)
    Person.objects.update(notice=number)
    officer = next((person for person in people if person.email == OFFICER), people[0])
    name_officer(officer, "Privacy officer, Clearwater University")
    found = timezone.localdate() - timedelta(days=40)
    record_breach(officer, Breach(
        found_on=found, happened="Between 9:10 and 9:25 that morning", people=6, harm=Breach.Harm.NO,
        what="A list of who had signed up for a workshop went to the wrong distribution list.",
        information="Names and work addresses of six people, and that they had signed up.",
        why="Work addresses, within the university; all eleven recipients deleted the message and said so.",
        done="Those concerned were told the same day. Lists of participants are now read on the event’s page only.",
        people_told_on=found, closed_on=found + timedelta(days=6),
    ))  # fmt: skip
