"""What is said about a file, in the language of the page."""

from docservice.services.importing import DocumentRefused, Notice


def refusal(error: DocumentRefused, lang: str) -> tuple[str, str]:
    """Return why a file was refused, and the remedy."""
    if lang == "de":
        return error.message("de"), error.remedy("de")
    return error.message("en"), error.remedy("en")


def warning(notice: Notice, lang: str) -> str:
    """Return what of a file was left out or altered."""
    return notice.message("de" if lang == "de" else "en")
