from django.apps import AppConfig


class GrowthConfig(AppConfig):
    name = "tamarack.growth"

    def ready(self) -> None:
        """Listen to who leaves an organisation."""
        from tamarack.growth import leaving  # noqa: F401
