"""People and their roles. What every other app's admin is built on is in `access.record_admin`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from access.models import RoleGrant, User
from access.record_admin import HistoryInline, JudgedByDatabase, RecordAdmin

if TYPE_CHECKING:
    PeopleAdmin = UserAdmin[User]
else:
    PeopleAdmin = UserAdmin

__all__ = ["HistoryInline", "PersonAdmin", "RecordAdmin"]

# Rights come from roles; Django's groups would be a second list that nothing reads.
admin.site.unregister(Group)


class RoleInline(HistoryInline):
    model = RoleGrant
    exclude = ()
    verbose_name_plural = "roles"

    # Nobody changes their own roles: whoever takes rights away from others keeps theirs, so that the last
    # administrator cannot be lost, and nobody raises themselves.
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj != request.user and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj != request.user and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj != request.user and super().has_delete_permission(request, obj)


@admin.register(User)
class PersonAdmin(JudgedByDatabase, PeopleAdmin):  # type: ignore[misc]  # the stubs disagree on get_form
    inlines = (RoleInline,)
    list_display = ("username", "email", "last_name", "first_name", "roles_held", "is_active", "last_login")
    list_filter = ("role_grants__role", "is_active")
    search_fields = ("username", "email", "first_name", "last_name", "role_grants__scope")
    search_help_text = "Name, e-mail address or committee"
    ordering = ("username",)
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("The person", {"fields": ("first_name", "last_name", "email")}),
        ("Signing in", {"fields": ("is_active", "is_superuser", "last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "email", "usable_password", "password1", "password2")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        people: QuerySet[Any] = super().get_queryset(request)
        return people.prefetch_related("role_grants")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        always = ("last_login", "date_joined", "is_superuser")
        return (*always, "is_active") if obj == request.user else always

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj != request.user and super().has_delete_permission(request, obj)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "People", **(extra_context or {})})

    @admin.display(description="Roles")
    def roles_held(self, person: User) -> str:
        return ", ".join(str(grant) for grant in person.role_grants.all())
