"""Pages and API: parse a request, call one service, shape the response."""

from docservice.http import converters as converters
