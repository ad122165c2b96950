"""What every test shares: how hard `hypothesis` looks for counterexamples."""

import os

from hypothesis import HealthCheck, settings

# A shared machine pauses at will, so no example has a deadline of its own; the limit
# of each whole test is `timeout` in pyproject.toml.
settings.register_profile(
    "default", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "thorough", settings.get_profile("default"), max_examples=2000
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
