"""What every test shares: how `hypothesis` looks for counterexamples."""

from hypothesis import HealthCheck, settings

# A shared machine pauses at will, so no example has a deadline of its own; the limit
# of each whole test is `timeout` in pyproject.toml.
quiet = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
# The same examples each time, so that a change is judged by itself. New ones are looked
# for with `pytest --hypothesis-profile=search`.
settings.register_profile("same", quiet, derandomize=True)
settings.register_profile("search", quiet)
settings.load_profile("same")
