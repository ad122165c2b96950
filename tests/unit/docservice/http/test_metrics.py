"""Counters in the text form of Prometheus."""

from docservice.http.metrics import Metrics


def test_requests_are_counted_by_method_route_and_status() -> None:
    metrics = Metrics()
    for _ in range(2):
        metrics.count_request("GET", "/de/", 200, 0.004)
    metrics.count_request("BREW", "", 405, 7.0)

    lines = metrics.text().splitlines()

    name = "randnotiz_http_requests_total"
    assert f'{name}{{method="GET",route="/de/",status="200"}} 2' in lines
    assert f'{name}{{method="other",route="none",status="405"}} 1' in lines


def test_the_buckets_of_the_histogram_add_up() -> None:
    metrics = Metrics()
    for seconds in (0.0005, 0.001, 0.02, 9.0):
        metrics.count_request("GET", "/", 200, seconds)

    lines = metrics.text().splitlines()

    name = "randnotiz_http_request_seconds"
    assert f'{name}_bucket{{le="0.001"}} 2' in lines
    assert f'{name}_bucket{{le="0.05"}} 3' in lines
    assert f'{name}_bucket{{le="+Inf"}} 4' in lines
    assert f"{name}_count 4" in lines


def test_a_gauge_is_asked_whenever_the_metrics_are_read() -> None:
    metrics, readers = Metrics(), [1, 2, 3]
    metrics.add_gauge("randnotiz_readers", "Open sockets.", lambda: len(readers))

    before = metrics.text()
    readers.clear()

    assert "randnotiz_readers 3" in before
    assert "randnotiz_readers 0" in metrics.text()
