"""Answers kept ready."""

import asyncio

from docservice.http.kept import KeptAnswers, Made, State


class Maker:
    """Makes answers, slowly, and counts them."""

    def __init__(self) -> None:
        self.made = 0
        self.seq = 0

    async def __call__(self) -> Made:
        self.made += 1
        await asyncio.sleep(0.01)
        return Made(State(self.seq, "beside"), f"answer {self.seq}")


async def test_an_answer_is_made_once_for_all_who_wait() -> None:
    kept, maker = KeptAnswers(), Maker()
    wanted = State(0, "beside")

    found = await asyncio.gather(*(kept.get("a", wanted, maker) for _ in range(20)))

    assert maker.made == 1
    assert len({answer.etag for answer in found}) == 1


async def test_nobody_gets_an_answer_older_than_what_they_saw() -> None:
    kept, maker = KeptAnswers(), Maker()
    await kept.get("a", State(0, "beside"), maker)
    maker.seq = 3

    found = await kept.get("a", State(2, "beside"), maker)

    assert found.state.seq == 3
    assert (await kept.get("a", State(1, "beside"), maker)) is found
    assert maker.made == 2


async def test_what_lies_beside_the_events_makes_a_new_answer() -> None:
    kept = KeptAnswers()

    async def make(beside: str) -> Made:
        return Made(State(5, beside), beside)

    first = await kept.get("a", State(5, "open"), lambda: make("open"))
    second = await kept.get("a", State(5, "closed"), lambda: make("closed"))

    assert first.etag != second.etag


async def test_the_same_text_keeps_its_tag_whatever_happened() -> None:
    kept = KeptAnswers()

    async def make(seq: int) -> Made:
        return Made(State(seq, None), "the same")

    first = await kept.get("a", State(1, None), lambda: make(1))
    second = await kept.get("a", State(2, None), lambda: make(2))

    assert first.etag == second.etag


async def test_memory_is_bounded_and_the_oldest_goes_first() -> None:
    made: list[str] = []
    kept = KeptAnswers(most_bytes=150)

    async def get(name: str) -> None:
        async def make() -> Made:
            made.append(name)
            return Made(State(0, None), name * 10)

        await kept.get(name, State(0, None), make)

    for name in ("a", "b", "c", "d", "e", "f", "a"):
        await get(name)

    assert made == ["a", "b", "c", "d", "e", "f", "a"]
    await get("a")
    assert made.count("a") == 2


async def test_a_making_that_fails_is_tried_again_by_the_next() -> None:
    kept, maker = KeptAnswers(), Maker()

    async def fail() -> Made:
        raise RuntimeError("no database")

    wanted = State(0, "beside")
    results = await asyncio.gather(
        kept.get("a", wanted, fail),
        kept.get("a", wanted, maker),
        return_exceptions=True,
    )

    assert isinstance(results[0], RuntimeError)
    assert maker.made == 1
