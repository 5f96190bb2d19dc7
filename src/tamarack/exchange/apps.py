from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "tamarack.exchange"

    def ready(self) -> None:
        """Tell webhooks of what happens."""
        from tamarack.common.events import happened
        from tamarack.exchange.actions.webhooks import queue_event

        happened.connect(queue_event, dispatch_uid="webhooks")
