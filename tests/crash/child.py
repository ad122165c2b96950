"""What runs in the process that is going to be killed."""

import asyncio
import os
from dataclasses import dataclass
from multiprocessing.connection import Connection

from docservice.access import Actor
from docservice.db.people import Person
from docservice.db.store import Store
from docservice.services import annotate, requests
from tests.factories import NOW
from tests.sockets import Frame

SENTENCES = 200


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody who sends remark after remark; all but `next` are acknowledged."""

    person: Person
    token: str
    next: int

    def key(self, number: int) -> str:
        """Return the key of a remark; its body too."""
        return f"{self.person.name}-{number}"

    def remark(self, number: int) -> Frame:
        """Return the fields of a remark, the same each time it is sent."""
        return {
            "revision": 1,
            "target": {"quote": {"exact": f"Satz {number % SENTENCES} des"}},
            "motivation": "commenting",
            "body": self.key(number),
        }


def texts() -> list[str]:
    """Return the document's paragraphs."""
    return [f"Dies ist Satz {n} des Entwurfs." for n in range(SENTENCES)]


def write_to_store(database: str, clients: tuple[Client, ...], out: Connection) -> None:
    """Let all clients write to the store; say on `out` what is acknowledged."""

    async def write(store: Store, place: int, client: Client) -> None:
        number = client.next
        while True:
            written = await store.write(
                annotate.annotate,
                Actor(client.person),
                "rahmen",
                requests.remark(client.remark(number)),
                now=NOW,
                key=client.key(number),
            )
            resent = int(written.is_resend)
            line = f"{place} {number} {written.id} {written.seq} {resent}\n"
            os.write(out.fileno(), line.encode())  # shorter than PIPE_BUF: never torn
            number += 1

    async def write_all(store: Store) -> None:
        await asyncio.gather(*(write(store, k, c) for k, c in enumerate(clients)))

    with Store.open(database) as store:
        asyncio.run(write_all(store))
