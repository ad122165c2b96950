"""Leases: who does what only one process may do, until when."""

from datetime import datetime

from sqlalchemy import Connection, or_
from sqlalchemy.dialects.sqlite import insert

from docservice.db.tables import lease


def take(
    connection: Connection, name: str, holder: str, *, now: datetime, until: datetime
) -> bool:
    """Take a lease, or renew it; False while somebody else holds it."""
    fresh = insert(lease).values(name=name, holder=holder, until=until)
    result = connection.execute(
        fresh.on_conflict_do_update(
            index_elements=[lease.c.name],
            set_={"holder": holder, "until": until},
            where=or_(lease.c.holder == holder, lease.c.until <= now),
        )
    )
    return result.rowcount == 1
