"""What a request tells the audit trail."""

from __future__ import annotations

from pghistory.middleware import HistoryMiddleware


class AuditMiddleware(HistoryMiddleware):
    """Who asks and at which address, for every write of the request. Services add why."""
