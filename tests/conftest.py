"""What every test shares: how `hypothesis` looks for counterexamples."""

from hypothesis import HealthCheck, settings

# A shared machine pauses at will, so no example has a deadline of its own; the limit
# of each whole test is `timeout` in pyproject.toml.
settings.register_profile(
    "shared-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("shared-machine")
