"""People and their roles. What every other app's admin is built on is in `access.record_admin`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from access.models import RoleGrant, User
from access.people_forms import RoleForm
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
    form = RoleForm
    fields = ("role", "area", "committee")
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
    search_help_text = "Name, e-mail address, area or committee"
    ordering = ("username",)
    filter_horizontal = ()
    add_form = UserCreationForm
    add_form_template = None
    fieldsets = (
        (None, {"fields": ("username", "email", "first_name", "last_name")}),
        (
            "Signing in",
            {
                "fields": ("is_active", "new_password", "last_login", "date_joined"),
                "description": "People are never deleted: the history of records names them. Make whoever leaves "
                "inactive, and they are signed out and stay out.",
            },
        ),
    )
    add_fieldsets = ((None, {"fields": ("username", "email", "password1", "password2")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        people: QuerySet[Any] = super().get_queryset(request)
        return people.prefetch_related("role_grants")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        always = ("new_password", "last_login", "date_joined")
        return (*always, "is_active") if obj == request.user else always

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody's, a superuser's neither: with a person the log of what they changed would go."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "People", **(extra_context or {})})

    @admin.display(description="Roles")
    def roles_held(self, person: User) -> str:
        granted = [str(grant) for grant in person.role_grants.all()]
        return ", ".join([*granted, "Administrator, from the command line"] if person.is_superuser else granted)

    @admin.display(description="password")
    def new_password(self, person: User) -> str:
        page = reverse("admin:auth_user_password_change", args=(person.pk,))
        return format_html('<a href="{}">Set a new password</a>', page)
