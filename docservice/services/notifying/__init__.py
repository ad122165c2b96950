"""Telling people by mail what became of what they wrote.

Events are the source: `deriving` turns each into messages once, `composing` puts those
that are due into one mail per person, `sending` hands mails to the server and notes
what it said. Each step is a short transaction; a crash between two repeats none.
"""
