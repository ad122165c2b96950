"""The migrations, one thing each."""
