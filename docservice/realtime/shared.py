"""What all document sockets of a process have in common."""

from dataclasses import dataclass

from docservice.db.store import Store
from docservice.realtime.hub import Hub
from docservice.realtime.timing import Timing
from docservice.services.rates import Rates
from docservice.settings import Settings


@dataclass(frozen=True, slots=True)
class Shared:
    """The parts of the service that a socket works with."""

    store: Store
    hub: Hub
    rates: Rates
    settings: Settings
    timing: Timing
