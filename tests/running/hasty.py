"""`python -m tests.running.hasty`: a worker in a hurry."""

from datetime import timedelta


def main() -> None:
    """A worker that beats thrice a second, and takes others for dead after two seconds."""
    from tamarack.cli.serve import start_django

    start_django(demo=None, serves=True)
    from django.conf import settings

    from tamarack.common.tasks import lost, schedule, worker

    settings.REPEATED_TASKS = ["tests.running.probe.tick"]
    schedule.EVERY, lost.LOST = timedelta(seconds=1), 2.0
    worker.BEAT, worker.INTERVAL = 0.3, 0.1
    worker.Worker().work()


if __name__ == "__main__":
    main()
