"""Telling programs of public events, after the Standard Webhooks specification."""
