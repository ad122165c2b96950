"""One reader of a document, from welcome on.

Three tasks with one owner: one takes frames in order and answers each before it reads
the next; one sends; one looks after the reader's rights. The first to end ends all.
"""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import NoReturn

from starlette.websockets import WebSocket

from docservice.access import AccessError, NotFound
from docservice.realtime import closing, protocol
from docservice.realtime.closing import Closing
from docservice.realtime.hub import Reader
from docservice.realtime.identity import CredentialEnded, Visit, visit
from docservice.realtime.intake import Intake
from docservice.realtime.outbox import Frame, Outbox
from docservice.realtime.protocol import Refused
from docservice.realtime.shared import Shared
from docservice.realtime.wire import wire_of
from docservice.realtime.writes import refusal, write
from docservice.services.errors import ServiceError
from docservice.services.replay import replay
from docservice.services.resources import Resource


class Channel:
    """The socket of somebody who was let in."""

    def __init__(
        self, websocket: WebSocket, intake: Intake, shared: Shared, visitor: Visit
    ) -> None:
        self._websocket = websocket
        self._intake = intake
        self._shared = shared
        self._visit = visitor
        self._outbox = Outbox(shared.settings.backlog_bytes)
        self._reader = Reader(
            self._outbox, visitor.actor.id, visitor.actor.may("see_internal")
        )

    async def run(self, since: int | None) -> None:
        """Serve until one side ends it; with `since`, replay what came after it.

        Raises:
            Closing: the server ends it.
            WebSocketDisconnect: the client ended it.
        """
        document_id = self._visit.document.id
        readers = self._shared.hub.join(document_id, self._reader)
        try:
            # Joined before the state is read: what happens in between is offered.
            await self._look_again()
            await self._welcome(readers, since)
            await self._until_one_ends(self._receive(), self._send(), self._watch())
        finally:
            self._shared.hub.leave(document_id, self._reader)

    async def _until_one_ends(self, *parts: Coroutine[None, None, None]) -> None:
        tasks = [asyncio.create_task(part) for part in parts]
        overflowed = self._outbox.overflowed
        try:
            await asyncio.wait(
                [*tasks, overflowed], return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            for task in tasks:
                task.cancel()
            ends = await asyncio.gather(*tasks, return_exceptions=True)
        for end in ends:
            if isinstance(end, Exception):
                raise end
        raise Closing(closing.SLOW_READER, "too slow; reconnect and replay")

    async def _look_again(self) -> None:
        """Read the document and the reader's rights as they are now."""
        try:
            self._visit = await self._shared.store.read(
                visit, self._visit.credential, self._visit.document.slug
            )
        except CredentialEnded as error:
            raise Closing(closing.CREDENTIAL_ENDED, str(error)) from error
        except NotFound as error:
            raise Closing(closing.NO_DOCUMENT, str(error)) from error

    async def _watch(self) -> NoReturn:
        """End the socket of who may not read any more; nobody else would notice."""
        while True:
            await asyncio.sleep(self._shared.timing.recheck_s)
            before = self._visit.actor
            await self._look_again()
            if self._visit.actor != before:
                raise Closing(closing.CREDENTIAL_ENDED, "your rights have changed")

    # What goes out

    async def _welcome(self, readers: int, since: int | None) -> None:
        document = self._visit.document
        ahead = since is not None and since > document.seq
        self._reader.sent = document.seq if since is None or ahead else since
        self._reader.head = max(self._reader.head, document.seq)
        frame = protocol.welcome(
            document=document.slug,
            seq=document.seq,
            revision=document.newest,
            readers=readers,
            person=self._visit.actor.person,
            limits=self._limits(),
        )
        await self._websocket.send_text(frame)
        if ahead:
            refused = Refused(
                "replaced", "the log ends before that event; load the page anew"
            )
            await self._websocket.send_text(protocol.error(refused))

    def _limits(self) -> Resource:
        settings = self._shared.settings
        return {
            "frame_bytes": settings.frame_bytes,
            "body_chars": settings.body_chars,
            "frames_per_s": settings.socket_frames_per_s,
            "writes_per_min": self._shared.rates.writes_per_min(
                self._visit.actor.person
            ),
        }

    async def _send(self) -> NoReturn:
        wire = wire_of(self._websocket)
        self._outbox.open(wire)
        while True:
            # Waited for before a frame is taken out: none may overtake it.
            await wire.writable.wait()
            while frame := self._outbox.pop():
                wire.send_now(frame.framed)
                await wire.writable.wait()
            if not self._reader.live:
                await self._catch_up()
            await self._outbox.wait()

    async def _catch_up(self) -> None:
        """Send what the log holds after the last event that was handed over."""
        reader = self._reader
        while not reader.caught_up():
            page = await self._shared.store.read(
                replay, self._visit.document.id, reader.sent
            )
            for event in page:
                await self._websocket.send_text(
                    event.frame(internal=reader.sees_internal)
                )
                reader.sent = event.seq
            if not page:
                # A notice from beyond the log's end: the log is right.
                reader.head = reader.sent

    # What comes in

    async def _receive(self) -> NoReturn:
        while True:
            try:
                answer = await self._answer(await self._intake.next())
            except Refused as refused:
                answer = protocol.error(refused)
            self._outbox.put(Frame.of(answer))

    async def _answer(self, command: protocol.Command) -> str:
        match command:
            case protocol.Hello():
                raise Refused("bad_frame", "hello was said already")
            case protocol.Ping():
                return protocol.pong()
            case protocol.Presence():
                readers = self._shared.hub.readers(self._visit.document.id)
                return protocol.presence(readers)
            case _:
                return await self._write(command)

    async def _write(self, command: protocol.Write) -> str:
        credential, person = self._visit.credential, self._visit.actor.person
        if credential is None or person is None:
            raise Refused("unauthenticated", "sign in to take part", key=command.key)
        client = self._websocket.client
        try:
            self._shared.rates.require_write(person, client.host if client else "")
            written = await self._shared.store.write(
                write,
                command,
                credential,
                self._visit.document,
                now=datetime.now(UTC),
            )
        except CredentialEnded as error:
            refused = refusal(error, command.key)
            raise Closing(closing.CREDENTIAL_ENDED, str(error), refused) from error
        except (AccessError, ServiceError) as error:
            raise refusal(error, command.key) from error
        return protocol.ack(command.key, written.seq, written.id)
