"""What another process writes to the database reaches the readers too."""

import asyncio

import pytest

from docservice.db.store import Store
from tests import factories
from tests.sockets import joined

pytestmark = pytest.mark.integration


async def test_a_remark_stored_by_another_process_is_heard(
    address: str, store: Store, database: str
) -> None:
    citizen = factories.actor(store, "citizen")
    async with joined(address) as client:
        with Store.open(database) as other:
            written = await asyncio.to_thread(
                factories.annotation, other, citizen, "hundert Kilometer"
            )

        event = await client.expect("event")

    assert event["seq"] == client.welcome["seq"] + 1 == written.seq
    assert event["data"]["id"] == written.id
