"""The sample process of `randnotiz demo`, written through the real use cases."""
