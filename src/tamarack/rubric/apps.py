from django.apps import AppConfig


class RubricConfig(AppConfig):
    name = "tamarack.rubric"
