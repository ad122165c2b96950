"""A comment as linked data: a W3C Web Annotation, and schema.org for search engines.

Only what the page shows to everybody is in it. Addresses are those without a
language, which hold for ever.
"""

import json
from urllib.parse import quote

from markupsafe import Markup

from docservice.services.following import Followed
from docservice.services.resources import Resource

ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"  # W3C Annotation Vocabulary
SCHEMA_CONTEXT = "https://schema.org"
VISIBLE = "visible"


def linked_data(found: Followed, base: str) -> Markup:
    """Return the JSON-LD of a comment's page; `base` is the address of the service."""
    return script_json([_annotation(found, base), _schema(found, base)])


def script_json(value: object) -> Markup:
    """Return JSON that is safe inside a script element."""
    text = json.dumps(value, ensure_ascii=False)
    # Only these could end the element or open a comment in it.
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e")
    return Markup(safe)  # noqa: S704 - JSON with its brackets escaped


def permanent(base: str, annotation_id: str) -> str:
    """Return the address under which a comment is found for ever, in any language."""
    return f"{base}/c/{annotation_id}"


def _annotation(found: Followed, base: str) -> Resource:
    """Return a Web Annotation: https://www.w3.org/TR/annotation-model/."""
    resource = found.trace.resource
    target = found.trace.annotation.target
    slug = quote(found.trace.opened.document.slug)
    value: Resource = {
        "@context": ANNOTATION_CONTEXT,
        "id": permanent(base, resource["id"]),
        "type": "Annotation",
        "motivation": resource["motivation"],
        "created": resource["created_at"],
        "creator": {"type": "Person", "name": resource["author"]["name"]},
        "target": {
            "source": f"{base}/d/{slug}/r/{resource['revision']}",
            "selector": {
                "type": "TextQuoteSelector",
                "exact": target.quote.exact,
                "prefix": target.quote.prefix,
                "suffix": target.quote.suffix,
            },
        },
    }
    if resource["edited_at"]:
        value["modified"] = resource["edited_at"]
    bodies = [_body(resource, resource["body"])] if resource["body"] else []
    if resource["replacement"] is not None:
        bodies.append(_body(resource, resource["replacement"]) | {"purpose": "editing"})
    if bodies:
        value["body"] = bodies
    return value


def _body(resource: Resource, text: str) -> Resource:
    return {
        "type": "TextualBody",
        "value": text,
        "format": "text/markdown",
        "language": resource["lang"],
    }


def _schema(found: Followed, base: str) -> Resource:
    resource = found.trace.resource
    document = found.trace.opened.document
    address = permanent(base, resource["id"])
    answer = _answer(found)
    replies = [
        {
            "@type": "Comment",
            "text": reply["body"],
            "dateCreated": reply["created_at"],
            "author": {"@type": "Person", "name": reply["author"]["name"]},
        }
        for reply in resource["replies"]
        if reply["state"] == VISIBLE
    ]
    return {
        "@context": SCHEMA_CONTEXT,
        "@type": "Comment",
        "@id": address,
        "url": address,
        "text": resource["body"],
        "inLanguage": resource["lang"],
        "dateCreated": resource["created_at"],
        "author": {"@type": "Person", "name": resource["author"]["name"]},
        "upvoteCount": resource["support"],
        "parentItem": {
            "@type": "DigitalDocument",
            "name": document.title,
            "version": str(resource["revision"]),
            "url": f"{base}/d/{quote(document.slug)}/r/{resource['revision']}",
        },
        "comment": [*answer, *replies],
    }


def _answer(found: Followed) -> list[Resource]:
    """Return the published answer, and what the author says about it."""
    resource = found.trace.resource
    answer, rejoinder = resource["disposition"], resource["rejoinder"]
    if answer is None or answer["state"] != "published":
        return []
    listed = [
        {
            "@type": "Comment",
            "name": answer["outcome"],
            "text": answer["reason"],
            "dateCreated": answer["published_at"],
            "author": {"@type": "Person", "name": answer["by"]["name"]},
        }
    ]
    if rejoinder is not None and rejoinder["holds"]:
        listed.append(
            {
                "@type": "Comment",
                "name": rejoinder["stance"],
                "text": rejoinder["reason"],
                "dateCreated": rejoinder["at"],
                "author": {"@type": "Person", "name": resource["author"]["name"]},
            }
        )
    return listed
