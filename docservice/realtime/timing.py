"""The sockets' times and counts, with the reason of each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds, and numbers of frames."""

    hello_s: float = 10.0  # a browser says hello at once; silence is a scan
    presence_s: float = 2.0  # readers come and go; nobody needs to see each
    poll_s: float = 1.0  # how late readers hear of what another process wrote
    recheck_s: float = 30.0  # how long a reader with ended rights may go on reading
    close_s: float = 5.0  # how long a reader that was too slow may take to hear why
    linger_s: float = 10.0  # how long a room stays open that everybody has left
    reread_s: float = (
        0.05  # until somebody who comes asks again for a room that is read
    )
    burst_s: float = 5.0  # of the frame rate, which a client may use up at once
    bad_frames: int = 50  # in a row: a broken client, or somebody who is searching
    flood_frames: int = 100  # refused in a row for their rate before the socket ends
