"""Who comes to a draft: all who come at the same time are looked up in one read.

After a restart everybody comes back at once. A read each would cost a thread's turn
and a transaction for every socket.
"""

import asyncio
from collections.abc import Sequence

from sqlalchemy import Connection

from docservice.access import AccessError
from docservice.db.store import Store
from docservice.realtime.identity import Credential, Visit, visit

Question = tuple[Credential, str]


class Gate:
    """One per process; used on one event loop only."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[tuple[Question, asyncio.Future[Visit]]] = []
        self._looking: asyncio.Task[None] | None = None

    async def visit(self, credential: Credential, slug: str) -> Visit:
        """Return who comes, and to which document; both must allow drafting.

        Raises:
            AccessError: the person or the document is not there, or may not.
            DatabaseUnavailable: the server ends.
        """
        found: asyncio.Future[Visit] = asyncio.get_running_loop().create_future()
        self._waiting.append(((credential, slug), found))
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        return await found

    async def _look(self) -> None:
        try:
            while self._waiting:
                asked, self._waiting = self._waiting, []
                await self._answer(asked)
        finally:
            self._looking = None

    async def _answer(
        self, asked: Sequence[tuple[Question, asyncio.Future[Visit]]]
    ) -> None:
        try:
            answers: Sequence[Visit | Exception] = await self._store.read(
                _visits, [question for question, _ in asked]
            )
        except Exception as error:
            answers = [error] * len(asked)
        for (_, found), answer in zip(asked, answers, strict=True):
            if found.done():
                continue  # the one who came has gone
            if isinstance(answer, Exception):
                found.set_exception(answer)
            else:
                found.set_result(answer)


def _visits(
    connection: Connection, questions: Sequence[Question]
) -> list[Visit | Exception]:
    known: dict[Question, Visit | Exception] = {}
    for question in questions:
        if question not in known:
            known[question] = _visit(connection, question)
    return [known[question] for question in questions]


def _visit(connection: Connection, question: Question) -> Visit | Exception:
    try:
        found = visit(connection, *question)
        found.actor.require("draft")
    except AccessError as error:
        return error
    return found
