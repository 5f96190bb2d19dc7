from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "tamarack.exchange"
