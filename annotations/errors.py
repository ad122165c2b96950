"""What can be wrong with a remark and the place it speaks of."""


class AnnotationError(Exception):
    """Root of the errors that this package raises."""


class SelectorError(AnnotationError):
    """A selector fits no place in the text; `field` names the part at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
