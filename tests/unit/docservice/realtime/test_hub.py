from docservice.realtime.hub import Reader
from docservice.realtime.outbox import Frame, Outbox


async def test_events_that_follow_on_are_handed_over_once_and_in_order() -> None:
    reader = _reader(sent=4)
    for seq in (4, 5, 5, 6, 3, 7):
        reader.offer(seq, Frame.of(str(seq)))
    assert _taken(reader) == ["5", "6", "7"]
    assert reader.live


async def test_a_gap_sends_the_reader_to_the_log_until_it_is_filled() -> None:
    reader = _reader(sent=4)
    reader.offer(6, Frame.of("6"))
    reader.offer(7, Frame.of("7"))
    assert (reader.live, _taken(reader)) == (False, [])
    reader.sent = 6
    assert not reader.caught_up()
    reader.sent = 7
    assert reader.caught_up()
    reader.offer(8, Frame.of("8"))
    assert _taken(reader) == ["8"]


async def test_what_comes_before_the_reader_is_live_is_only_noted() -> None:
    reader = _reader(sent=4)
    reader.live = False
    reader.offer(5, Frame.of("5"))
    assert _taken(reader) == []
    assert not reader.caught_up()


async def test_an_outbox_over_its_limit_is_given_up_as_a_whole() -> None:
    outbox = Outbox(10)
    outbox.put(Frame.of("é" * 5))
    assert not outbox.overflowed.done()
    outbox.put(Frame.of("x"))
    assert outbox.overflowed.done()
    assert outbox.pop() is None
    outbox.put(Frame.of("y"))
    assert outbox.pop() is None


async def test_an_outbox_has_room_again_for_what_was_taken() -> None:
    outbox = Outbox(10)
    for _ in range(5):
        outbox.put(Frame.of("x" * 10))
        assert outbox.pop() == Frame.of("x" * 10)
    assert not outbox.overflowed.done()


def _reader(sent: int) -> Reader:
    return Reader(Outbox(1_000), None, False, sent=sent, head=sent, live=True)


def _taken(reader: Reader) -> list[str]:
    found = []
    while frame := reader.outbox.pop():
        found.append(frame.framed[-frame.size :].decode())
    return found
