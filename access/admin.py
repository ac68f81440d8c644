"""People and their roles. What every other app's admin is built on is in `access.record_admin`."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest

from access.models import RoleGrant, User
from access.record_admin import HistoryInline, RecordAdmin

__all__ = ["HistoryInline", "PersonAdmin", "RecordAdmin"]

# Rights come from roles; Django's groups would be a second list that nothing reads.
admin.site.unregister(Group)


class RoleInline(HistoryInline):
    model = RoleGrant
    exclude = ()
    verbose_name_plural = "roles"


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    inlines = (RoleInline,)
    list_display = ("username", "email", "last_name", "first_name", "roles_held", "is_active", "last_login")
    list_filter = ("role_grants__role", "is_active")
    search_fields = ("username", "email", "first_name", "last_name", "role_grants__scope")
    search_help_text = "Name, e-mail address or committee"
    ordering = ("username",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined", "is_superuser")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("The person", {"fields": ("first_name", "last_name", "email")}),
        ("Signing in", {"fields": ("is_active", "is_superuser", "last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "email", "usable_password", "password1", "password2")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("role_grants")

    @admin.display(description="Roles")
    def roles_held(self, person: User) -> str:
        held: list[Any] = sorted(str(grant) for grant in person.role_grants.all())
        return ", ".join(held)
