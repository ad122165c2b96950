"""What request handlers share: the store, the settings and the app's own parts."""

import asyncio
from dataclasses import dataclass, field
from typing import cast

from starlette.requests import HTTPConnection

from docservice.db.store import Store
from docservice.http.assets import Assets
from docservice.http.kept import KeptAnswers
from docservice.http.metrics import Metrics
from docservice.http.templating import Templates
from docservice.services.attending import Attending
from docservice.services.exporting.making import Makings
from docservice.services.live import LiveDraft
from docservice.services.mail import Mailer
from docservice.services.rates import Rates
from docservice.settings import Settings


@dataclass(frozen=True, slots=True)
class Context:
    """The parts that `create_app` puts together; `mailer` is None without a server.

    `imports` and `downloads` bound how many files are read and made at once: each may
    take a gigabyte. `makings` are the long files, made in the background.
    """

    settings: Settings
    store: Store
    live: LiveDraft
    assets: Assets
    templates: Templates
    metrics: Metrics
    rates: Rates
    mailer: Mailer | None
    imports: asyncio.Semaphore
    downloads: asyncio.Semaphore
    makings: Makings
    kept: KeptAnswers = field(default_factory=KeptAnswers)
    attending: Attending = field(default_factory=Attending)


def context_of(connection: HTTPConnection) -> Context:
    """Return the parts of the app that serves this connection."""
    return cast(Context, connection.app.state.context)
