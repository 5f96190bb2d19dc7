import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Addresses that people take off their accounts."""

    dependencies = [("people", "0002_leaving_known_by")]
    operations = [
        migrations.CreateModel(
            "FormerAddress",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254)),
                ("until", models.DateTimeField(default=django.utils.timezone.now)),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="former_addresses", to=settings.AUTH_USER_MODEL)),
            ],
            options={"ordering": ("until",)},
        ),
    ]
