"""What can go wrong with the database itself."""


class DatabaseError(Exception):
    """Root of the errors of this layer."""


class DatabaseUnavailable(DatabaseError):
    """The database cannot be opened, or its schema is not the one expected."""


class AddressRefused(DatabaseUnavailable):
    """What was given as the database's address is none, or not of one that we can use."""


class CannotStore(DatabaseError):
    """The disk takes nothing at the moment: it is full, or fails. Nothing was changed."""

    def __init__(self) -> None:
        super().__init__("the service cannot store at the moment; nothing was changed")


class WriterStopped(DatabaseError):
    """The writer ended before this write was done; nothing of it is stored."""
