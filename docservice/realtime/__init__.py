"""The document's socket and the draft's room."""
