"""The words in which the API's shapes are written: JSON Schema 2020-12."""

from typing import Any, Final

from docservice.http.api.declaration import Schema

TEXT: Final = {"type": "string"}
OFFSET: Final = {"type": "integer", "minimum": 0, "maximum": 2**31 - 1}
NUMBER: Final = {"type": "integer", "minimum": 1, "maximum": 999_999_999}
TIME: Final = {"type": "string", "format": "date-time"}
BOOL: Final = {"type": "boolean"}
COUNT: Final = {"type": "integer", "minimum": 0}
ID: Final = {"type": "string", "minLength": 1, "maxLength": 36}
SLUG: Final = {
    "type": "string",
    "pattern": "^[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?$",
    "maxLength": 80,
}
# Something other than white space.
WORDS: Final = {"type": "string", "minLength": 1, "pattern": "\\S"}


def ref(name: str) -> Schema:
    """Return a reference to a component."""
    return {"$ref": f"#/components/schemas/{name}"}


def nullable(schema: Schema) -> Schema:
    """Return a schema that also takes null."""
    return {"oneOf": [schema, {"type": "null"}]}


def array(items: Schema) -> Schema:
    """Return a list of items of one schema."""
    return {"type": "array", "items": items}


def one_of(words: tuple[str, ...]) -> Schema:
    """Return a choice of words."""
    return {"type": "string", "enum": list(words)}


def closed(**properties: Schema) -> Schema:
    """Return an object that has exactly these members: what we send."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def taken(*required: str, **properties: Schema) -> Schema:
    """Return an object that we take; members unknown to us are ignored."""
    found: dict[str, Any] = {"type": "object", "properties": properties}
    return found | {"required": list(required)} if required else found


def with_optional(schema: Schema, **properties: Schema) -> Schema:
    """Return an object that may have further members."""
    return {**schema, "properties": {**schema["properties"], **properties}}


def counts(words: tuple[str, ...]) -> Schema:
    """Return an object that counts some of the words."""
    return {
        "type": "object",
        "properties": dict.fromkeys(words, COUNT),
        "additionalProperties": False,
    }


def listed(name: str) -> Schema:
    """Return one page of a list."""
    return closed(items=array(ref(name)), next_cursor=nullable(TEXT))
