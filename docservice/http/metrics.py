"""Counters in the text format of Prometheus; kept in memory, per process.

Format: https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
BUCKETS_S = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0)
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(slots=True)
class Metrics:
    """What happened since the process started; used on the event loop only."""

    _requests: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    _seconds: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS_S) + 1))
    _seconds_sum: float = 0.0
    _gauges: dict[str, tuple[str, Callable[[], float]]] = field(default_factory=dict)

    def count_request(
        self, method: str, route: str, status: int, seconds: float
    ) -> None:
        """Count a request that was answered; `route` is the pattern, not the path."""
        known = method if method in METHODS else "other"
        self._requests[known, route or "none", status] += 1
        self._seconds[bisect_left(BUCKETS_S, seconds)] += 1
        self._seconds_sum += seconds

    def add_gauge(self, name: str, sentence: str, read: Callable[[], float]) -> None:
        """Show a value that is asked for whenever the metrics are read."""
        self._gauges[name] = (sentence, read)

    def text(self) -> str:
        """Return all metrics."""
        lines = [*_head("randnotiz_http_requests_total", "counter", "Requests.")]
        for (method, route, status), count in sorted(self._requests.items()):
            labels = f'method="{method}",route="{route}",status="{status}"'
            lines.append(f"randnotiz_http_requests_total{{{labels}}} {count}")
        name = "randnotiz_http_request_seconds"
        lines += _head(name, "histogram", "Time to answer, in seconds.")
        total = 0
        for limit, count in zip((*BUCKETS_S, "+Inf"), self._seconds, strict=True):
            total += count
            lines.append(f'{name}_bucket{{le="{limit}"}} {total}')
        lines += [f"{name}_sum {self._seconds_sum:.6f}", f"{name}_count {total}"]
        for gauge, (sentence, read) in self._gauges.items():
            lines += [*_head(gauge, "gauge", sentence), f"{gauge} {read()}"]
        return "\n".join(lines) + "\n"


def _head(name: str, kind: str, sentence: str) -> tuple[str, str]:
    return f"# HELP {name} {sentence}", f"# TYPE {name} {kind}"
