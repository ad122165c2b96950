"""The JSON API under /api/v1: one declaration, and a module per kind of thing."""
