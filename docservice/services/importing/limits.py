"""How large a file may be before, while and after it is read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportLimits:
    """Limits of one import; every one has a refusal of its own."""

    file_bytes: int = 20_000_000
    # An office file of 160 pages unpacks to about 2 MB of XML.
    unpacked_bytes: int = 200_000_000
    # Deflate of XML stays below 50; its theoretical best is 1,032.
    unpacked_ratio: int = 200
    # Below this size a high ratio does no harm.
    ratio_free_bytes: int = 10_000_000
    archive_entries: int = 5_000
    paragraphs: int = 20_000
    paragraph_bytes: int = 1_000_000
    # Deeper nesting than any text needs would exhaust Python's stack.
    depth: int = 60
    convert_memory_mb: int = 512
    convert_time_s: float = 60.0
