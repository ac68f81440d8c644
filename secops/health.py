"""Whether this web process can do its work, for load balancers and monitors."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jobs.alarms import late_work


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, 503 when it does not. It names no server and no version.

    `work` is "late" while jobs wait too long or no worker is heard: a monitor should say so, and a load balancer should
    not take the pages away for it.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        work = "late" if late_work(timezone.now()) else "up"
    except DatabaseError:
        return JsonResponse({"database": "down"}, status=503)
    return JsonResponse({"database": "up", "work": work})
