"""What can be wrong with a text, a revision or a span in it."""


class VersionError(Exception):
    """Root of the errors that this package raises."""


class TextError(VersionError):
    """A paragraph's text, mark or kind breaks a rule; `datum` is what broke it."""

    def __init__(self, message: str, datum: object) -> None:
        super().__init__(f"{message}: {datum!r}")
        self.datum = datum


class SpanError(VersionError):
    """A span lies outside the text it speaks of, or ends before it starts."""

    def __init__(self, message: str, span: object) -> None:
        super().__init__(f"{message}: {span!r}")
        self.span = span
