from django.db import migrations, models


class Migration(migrations.Migration):
    """Who is erased can be told again in what comes back later."""

    dependencies = [("people", "0001_tables")]
    operations = [
        migrations.AddField("leaving", "known_by", models.JSONField(default=list, db_default=models.Value([], models.JSONField()))),
    ]
