"""Parties and the market in the admin. What is shown as "last recorded" is the latest row of a history, whatever today
is: the admin shows what was entered, reports what was true on a day."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest

from access.admin_filters import LastRecorded
from access.record_admin import HistoryInline, RecordAdmin
from access.verbs import VerbAdmin
from parties.admin_verbs import PARTY_VERBS, CloseEventOfDefault
from parties.models import (
    CategoryPeriod,
    EventOfDefault,
    Membership,
    Party,
    PartyCategory,
    SecurityOutcome,
    SecurityReview,
    TestingCompletion,
    UepCompletion,
    VotingGroup,
    VotingGroupPeriod,
)

# --- The rows of a Party's histories ------------------------------------------------------------------


class MembershipInline(HistoryInline):
    model = Membership


class CategoryPeriodInline(HistoryInline):
    model = CategoryPeriod
    verbose_name_plural = "Party Categories"


class VotingGroupPeriodInline(HistoryInline):
    model = VotingGroupPeriod
    autocomplete_fields = ("voting_group",)
    verbose_name_plural = "Voting Groups"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        return rows.select_related("voting_group", "party")


class MemberInline(VotingGroupPeriodInline):
    autocomplete_fields = ("party",)
    verbose_name_plural = "Parties"


class EventOfDefaultInline(HistoryInline):
    model = EventOfDefault


class UepCompletionInline(HistoryInline):
    model = UepCompletion


class TestingCompletionInline(HistoryInline):
    model = TestingCompletion


# --- Parties ------------------------------------------------------------------------------------------


class CategoryFilter(LastRecorded):
    title, parameter_name, choices_of = "Party Category last recorded", "category", PartyCategory.choices


class MembershipFilter(admin.SimpleListFilter):
    title = "membership last recorded"
    parameter_name = "membership"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("party", "Party"), ("left", "Left"), ("never", "Never acceded")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        conditions = {
            "party": Q(acceded__isnull=False, exited__isnull=True),
            "left": Q(exited__isnull=False),
            "never": Q(acceded__isnull=True),
        }
        return queryset.filter(conditions.get(self.value() or "", Q()))


@admin.register(Party)
class PartyAdmin(VerbAdmin):
    list_display = ("name", "trading_name", "category_recorded", "voting_group_recorded", "acceded", "exited")
    list_filter = (MembershipFilter, CategoryFilter)
    search_fields = ("name", "trading_name", "code")
    search_help_text = "Registered name, trading name or code"
    prepopulated_fields = {"code": ("name",)}
    verbs = PARTY_VERBS
    inlines = (
        MembershipInline,
        CategoryPeriodInline,
        VotingGroupPeriodInline,
        EventOfDefaultInline,
        UepCompletionInline,
        TestingCompletionInline,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        spells = Membership.objects.filter(party=OuterRef("pk")).order_by("-acceded_on")
        categories = CategoryPeriod.objects.filter(party=OuterRef("pk")).order_by("-valid__startswith")
        groups = VotingGroupPeriod.objects.filter(party=OuterRef("pk")).order_by("-valid__startswith")
        parties: QuerySet[Any] = super().get_queryset(request)
        shown: QuerySet[Any] = parties.annotate(
            acceded=Subquery(spells.values("acceded_on")[:1]),
            exited=Subquery(spells.values("exited_on")[:1]),
            category=Subquery(categories.values("category")[:1]),
            voting_group=Subquery(groups.values("voting_group__name")[:1]),
        )
        return shown

    @admin.display(description="Party Category", ordering="category")
    def category_recorded(self, party: Any) -> str:
        return str(PartyCategory(party.category).label) if party.category else ""

    @admin.display(description="Voting Group", ordering="voting_group")
    def voting_group_recorded(self, party: Any) -> str:
        return party.voting_group or ""

    @admin.display(description="acceded", ordering="acceded")
    def acceded(self, party: Any) -> Any:
        return party.acceded

    @admin.display(description="left", ordering="exited")
    def exited(self, party: Any) -> Any:
        return party.exited


@admin.register(VotingGroup)
class VotingGroupAdmin(RecordAdmin):
    list_display = ("name", "code", "members")
    search_fields = ("name", "code")
    prepopulated_fields = {"code": ("name",)}
    inlines = (MemberInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        groups: QuerySet[Any] = super().get_queryset(request)
        still = Q(periods__valid__endswith__isnull=True)
        counted: QuerySet[Any] = groups.annotate(member_count=Count("periods", filter=still))
        return counted

    @admin.display(description="Parties still in it", ordering="member_count")
    def members(self, group: Any) -> Any:
        return group.member_count


# --- Histories, each on a page of its own -------------------------------------------------------------


class PeriodAdmin(RecordAdmin):
    """A history kept in periods, found by its Party."""

    search_fields: ClassVar[Any] = ("party__name", "party__trading_name", "party__code")
    search_help_text = "A Party's name or code"
    list_select_related: ClassVar[Any] = ("party",)
    autocomplete_fields: ClassVar[Any] = ("party",)

    @admin.display(description="from", ordering="valid__startswith")
    def begins(self, row: Any) -> Any:
        return row.valid.lower

    @admin.display(description="up to, not including", ordering="valid__endswith")
    def ends(self, row: Any) -> Any:
        return row.valid.upper


@admin.register(CategoryPeriod)
class CategoryPeriodAdmin(PeriodAdmin):
    list_display = ("party", "category", "begins", "ends")
    list_filter = ("category",)


@admin.register(VotingGroupPeriod)
class VotingGroupPeriodAdmin(PeriodAdmin):
    list_display = ("party", "voting_group", "begins", "ends")
    search_fields = (*PeriodAdmin.search_fields, "voting_group__name", "voting_group__code")
    search_help_text = "A Party's or Voting Group's name or code"
    list_select_related = ("party", "voting_group")
    autocomplete_fields = ("party", "voting_group")


@admin.register(Membership)
class MembershipAdmin(PeriodAdmin):
    list_display = ("party", "applied_on", "acceded_on", "exited_on", "exit_kind", "exit_reason")
    list_filter = ("exit_kind", "acceded_on", "exited_on")
    date_hierarchy = "acceded_on"


@admin.register(EventOfDefault)
class EventOfDefaultAdmin(VerbAdmin):
    list_display = ("reference", "party", "limb", "raised_on", "considered_on", "closed_on", "outcome")
    list_filter = (("closed_on", admin.EmptyFieldListFilter), "outcome", "limb")
    search_fields = ("reference", "party__name", "party__trading_name", "party__code")
    search_help_text = "Reference, or a Party's name or code"
    date_hierarchy = "raised_on"
    list_select_related = ("party",)
    autocomplete_fields = ("party",)
    verbs = (CloseEventOfDefault,)


@admin.register(UepCompletion)
class UepCompletionAdmin(PeriodAdmin):
    list_display = ("party", "user_role", "extent", "completed_on")
    list_filter = ("user_role", "extent")
    date_hierarchy = "completed_on"


@admin.register(TestingCompletion)
class TestingCompletionAdmin(PeriodAdmin):
    list_display = ("party", "test", "completed_on", "classification")
    list_filter = ("test", "classification")
    date_hierarchy = "completed_on"


# --- What the Security Sub-Committee reviewed ---------------------------------------------------------


@admin.register(SecurityReview)
class SecurityReviewAdmin(PeriodAdmin):
    list_display = ("party", "outcome", "reviewed_on")
    list_filter = ("outcome__kind", "outcome")
    list_select_related = ("party", "outcome")
    date_hierarchy = "reviewed_on"


@admin.register(SecurityOutcome)
class SecurityOutcomeAdmin(RecordAdmin):
    list_display = ("name", "kind", "code")
    list_filter = ("kind",)
    search_fields = ("name", "code")
    prepopulated_fields = {"code": ("name",)}
