"""A running service as a context, for tests that need a store of their own."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from docservice.db.store import Store
from tests.serving import Site, serving


@contextmanager
def site_on(store: Store) -> Iterator[Site]:
    """Serve a store; the clients of the site end with it."""
    with serving(store) as url, ExitStack() as clients:
        yield Site(url, store, clients)
