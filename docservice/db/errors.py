"""What can go wrong with the database itself."""


class DatabaseError(Exception):
    """Root of the errors of this layer."""


class DatabaseUnavailable(DatabaseError):
    """The database cannot be opened, or its schema is not the one expected."""


class WriterStopped(DatabaseError):
    """The writer ended before this write was done; nothing of it is stored."""
