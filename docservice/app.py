"""Put the app together: wiring only, no logic."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, nullcontext
from functools import partial
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from docservice import realtime
from docservice.db.store import Store
from docservice.http import health, pages
from docservice.http.api import routing as api
from docservice.http.asset_files import AssetFiles
from docservice.http.assets import load_assets
from docservice.http.body_limit import BodyLimit
from docservice.http.compression import Compression
from docservice.http.context import Context
from docservice.http.csrf import CrossSiteGuard
from docservice.http.edge import Edge
from docservice.http.letters import write_letter
from docservice.http.methods import answer_http_error
from docservice.http.metrics import Metrics
from docservice.http.templating import load_templates
from docservice.services.exporting.making import Makings
from docservice.services.mail import Mailer
from docservice.services.notifying.sending import Notifier
from docservice.services.rates import Rates
from docservice.services.rounds import RoundPublisher
from docservice.services.webhooks.delivering import Deliverer
from docservice.settings import Settings

IMPORTS_AT_ONCE = 2  # each may take a gigabyte and a core
DOWNLOADS_AT_ONCE = 2  # the same
Task = Callable[[], Coroutine[object, object, None]]


def create_app(
    settings: Settings,
    store: Store | None = None,
    *,
    while_running: Task | None = None,
) -> Starlette:
    """Return the service; without a `store` it opens and closes its own.

    `while_running` runs beside it, and is cancelled when the service stops.

    Raises:
        AssetsError, CatalogueError: the front end was not built.
    """
    metrics, rates, mailer = Metrics(), Rates(settings), Mailer.of(settings)
    assets = load_assets()
    templates = load_templates(assets, ZoneInfo(settings.time_zone))

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        opened = (
            Store.open(settings.database, settings.read_threads)
            if store is None
            else nullcontext(store)
        )
        with opened as held:
            rooms, makings = realtime.Rooms(held), Makings()
            app.state.context = Context(
                settings=settings,
                store=held,
                live=rooms,
                assets=assets,
                templates=templates,
                metrics=metrics,
                rates=rates,
                mailer=mailer,
                imports=asyncio.Semaphore(IMPORTS_AT_ONCE),
                downloads=asyncio.Semaphore(DOWNLOADS_AT_ONCE),
                makings=makings,
            )
            sockets = realtime.routes(held, settings, rates, rooms=rooms)
            app.router.routes[:0] = sockets  # first: after a restart all come at once
            write = partial(write_letter, templates, settings)
            delivering = Deliverer(held).worker
            notifier = Notifier(held, settings, mailer, write, delivering.hurry)
            workers = (notifier.worker, delivering, RoundPublisher(held).worker)
            working = [asyncio.create_task(worker.run()) for worker in workers]
            beside = asyncio.create_task(while_running()) if while_running else None
            yield
            if beside is not None:
                beside.cancel()
            # What is on its way is waited for, so that it is noted as sent.
            for worker in workers:
                worker.stop()
            await asyncio.gather(*working, makings.close())

    app = Starlette(
        routes=[
            *health.routes,
            *api.routes(),
            AssetFiles(assets.directory).route(),
            *pages.routes(),
        ],
        middleware=[
            Middleware(Edge, settings=settings, metrics=metrics),
            Middleware(Compression),
            Middleware(CrossSiteGuard, settings=settings),
            Middleware(BodyLimit, upload_bytes=settings.upload_bytes),
        ],
        # All other errors rise to the edge, which answers them the same way.
        exception_handlers={HTTPException: answer_http_error},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False  # it would trust the Host header
    return app
