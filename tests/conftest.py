"""What every test shares: how `hypothesis` looks for counterexamples."""

import os

from hypothesis import HealthCheck, settings

# A shared machine pauses at will, so no example has a deadline of its own; the limit
# of each whole test is `timeout` in pyproject.toml.
# CI looks at the same examples each time, so that a change is judged by itself; new
# ones are found in the runs of developers.
settings.register_profile(
    "shared-machine",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("shared-machine")
