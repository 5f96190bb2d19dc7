import uuid

from django.db import migrations


def fill(apps, schema_editor):
    """Give people their keys, and members their organisation; a person keeps their first team in each."""
    Person, Member = apps.get_model("people", "Person"), apps.get_model("people", "Member")
    for person in Person.objects.filter(audit_key=None).only("pk").iterator():
        Person.objects.filter(pk=person.pk).update(audit_key=uuid.uuid4())
    known = set()
    for member in Member.objects.select_related("team").order_by("pk").iterator():
        place = (member.person_id, member.team.organisation_id)
        if place in known:
            member.delete()
        else:
            known.add(place)
            Member.objects.filter(pk=member.pk).update(organisation=member.team.organisation_id)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_places")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
