"""Use cases: each call is one transaction and knows nothing of the web."""
