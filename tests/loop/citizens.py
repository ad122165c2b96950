"""Twenty citizens comment at once over the socket, while the server may be killed.

Each has a list of remarks with a key each. A connection that breaks is opened again
and what was not acknowledged is sent again: as the page does it.
"""

import asyncio
import json
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

RETRY_S = 0.05
PATIENCE_S = 120


@dataclass(slots=True)
class Acknowledged:
    """What the server has promised to keep: key of the remark to its id."""

    ids: dict[str, str] = field(default_factory=dict)


def random_remarks(
    paragraphs: Sequence[dict[str, Any]], count: int, chance: random.Random
) -> list[dict[str, Any]]:
    """Return remarks on random ranges, one in ten of them across two paragraphs."""
    found: list[dict[str, Any]] = []
    while len(found) < count:
        index = chance.randrange(len(paragraphs))
        first = paragraphs[index]
        length = len(first["text"])
        if length < 12:
            continue
        start = chance.randrange(length - 10)
        end = {
            "paragraph": first["id"],
            "offset": min(length, start + chance.randint(5, 120)),
        }
        if chance.random() < 0.1 and index + 1 < len(paragraphs):
            following = paragraphs[index + 1]
            end = {
                "paragraph": following["id"],
                "offset": min(len(following["text"]), chance.randint(1, 60)),
            }
        proposes = chance.random() < 0.2
        found.append(
            {
                "type": "annotate",
                "key": str(uuid.UUID(int=chance.getrandbits(128))),
                "revision": 1,
                "target": {
                    "start": {"paragraph": first["id"], "offset": start},
                    "end": end,
                },
                "motivation": "editing" if proposes else "commenting",
                "body": f"Hinweis {len(found)} 😀",
                **({"replacement": "eine bessere Fassung"} if proposes else {}),
            }
        )
    return found


async def comment(
    url: str,
    tokens: Sequence[str],
    remarks: Sequence[dict[str, Any]],
    kept: Acknowledged,
) -> None:
    """Send all remarks, shared out among the people; return when all are kept."""
    shares = [list(remarks[k :: len(tokens)]) for k in range(len(tokens))]
    async with asyncio.timeout(PATIENCE_S):
        await asyncio.gather(
            *(
                _one(url, token, share, kept)
                for token, share in zip(tokens, shares, strict=True)
            )
        )


async def _one(
    url: str, token: str, share: list[dict[str, Any]], kept: Acknowledged
) -> None:
    waiting = {remark["key"]: remark for remark in share}
    while waiting:
        try:
            async with connect(url, subprotocols=["randnotiz.v1"]) as socket:  # type: ignore[list-item]  # a NewType of str
                await socket.send(json.dumps({"type": "hello", "token": token}))
                for remark in list(waiting.values()):
                    await socket.send(json.dumps(remark))
                while waiting:
                    frame = json.loads(await socket.recv())
                    if frame["type"] == "ack":
                        kept.ids[frame["key"]] = frame["id"]
                        waiting.pop(frame["key"], None)
                    elif frame["type"] == "error":
                        raise AssertionError(f"refused: {frame}")
        except (ConnectionClosed, InvalidHandshake, OSError):
            await asyncio.sleep(RETRY_S)
