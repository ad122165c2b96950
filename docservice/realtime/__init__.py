"""The sockets: people read and write together, and see each other do it."""

from docservice.realtime.rooms import Rooms
from docservice.realtime.routing import routes

__all__ = ["Rooms", "routes"]
