"""What Prometheus is told: numbers by channel, outcome and kind; never who it was or what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.store.database.errors import Unavailable

_SECONDS: Final = (0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)

Waiting = Callable[[], Mapping[str, int]]


class Metrics:
    """The numbers of this process, and of what waits in the database."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.conversations = self._counter("conversations", "Conversations begun", "channel")
        self.turns = self._counter("turns", "Messages taken in, each once", "channel")
        self.outcomes = self._counter("outcomes", "Screenings that came to an outcome", "channel", "outcome")
        self.red_flags = self._counter("red_flags", "Red flags reported", "channel", "flag")
        self.not_understood = self._counter("not_understood", "Turns not understood", "channel")
        self.errors = self._counter("errors", "Calls that failed or were not stored", "channel", "kind")
        self.turn_seconds = self._histogram("turn_seconds", "One turn, waiting for locks included", "channel")
        self.responses = self._counter("responses", "Answers over HTTP", "method", "route", "status")
        self.response_seconds = self._histogram(
            "response_seconds", "One answer over HTTP, waiting for a thread included", "method", "route"
        )
        self.given_up = self._counter("given_up", "Deliveries that were given up", "kind")
        self._queues = _Queues()
        self.registry.register(self._queues)
        self.polls = Gauge(
            "heads_up_telegram_polls",
            "1 in the process that polls Telegram",
            registry=self.registry,
        )
        self.learned_ear = Gauge(
            "heads_up_learned_ear",
            "1 where the learned ear listens too, 0 where rules read alone",
            registry=self.registry,
        )

    def watch(self, waiting: Waiting) -> None:
        """Tell with the others what `waiting` counts. Asked in a worker thread; may raise Unavailable."""
        self._queues.add(waiting)

    def text(self) -> bytes:
        """All of it in Prometheus' format. Blocking."""
        return generate_latest(self.registry)

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(f"heads_up_{name}", told, labels, registry=self.registry)

    def _histogram(self, name: str, told: str, *labels: str) -> Histogram:
        return Histogram(f"heads_up_{name}", told, labels, registry=self.registry, buckets=_SECONDS)


class _Queues(Collector):
    """What waits in the database: the same from every process, so take the highest and not the sum.

    Nothing is told of it while the database cannot be read: the other numbers matter most then.
    """

    def __init__(self) -> None:
        self._waiting: list[Waiting] = []

    def add(self, waiting: Waiting) -> None:
        """Count this too."""
        self._waiting.append(waiting)

    def collect(self) -> Iterable[GaugeMetricFamily]:
        try:
            counts = {queue: count for waiting in self._waiting for queue, count in waiting().items()}
        except Unavailable:
            return
        told = "What waits in the database, of all processes together"
        family = GaugeMetricFamily("heads_up_waiting", told, labels=["queue"])
        for queue, count in counts.items():
            family.add_metric([queue], count)
        yield family

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Its name without a look into the database."""
        return [GaugeMetricFamily("heads_up_waiting", "", labels=["queue"])]
