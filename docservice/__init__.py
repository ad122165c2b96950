"""The web service: the only package that knows a framework or a database."""

__version__ = "0.1.0"
