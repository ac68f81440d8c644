"""What keeps a published report's own rows as they are, in the database."""

from __future__ import annotations

import pgtrigger

_REFUSED = "The report is published, so nothing of it is changed: a correction of it is begun first"
_STAYS = "The report is published, so it stays what it is: its kind and its month, and that it is there"
_EVERY = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete


def closed_once_published(report: str = "report_id", operation: pgtrigger.Operation = _EVERY) -> pgtrigger.Trigger:
    """For rows that a report's paper is made from, which name it in the column `report`: none is added, changed or
    deleted once the report is published, until a correction of it is in hand. Which month's text a text was carried
    from is no matter of the paper."""
    return pgtrigger.Trigger(
        name="closed_once_published",
        when=pgtrigger.Before,
        operation=operation,
        func=f"""
            IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'carried_from_id' = to_jsonb(OLD) - 'carried_from_id' THEN
                RETURN NEW;
            END IF;
            IF EXISTS (
                SELECT FROM reports_publication published
                WHERE published.report_id IN (OLD.{report}, NEW.{report}) AND NOT EXISTS (
                    SELECT FROM reports_correction correction
                    WHERE correction.report_id = published.report_id AND correction.given_up_at IS NULL
                      AND NOT EXISTS (SELECT FROM reports_publication WHERE correction_id = correction.id)
                )
            ) THEN
                RAISE EXCEPTION '{_REFUSED}'
                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'report_closed_once_published';
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,  # noqa: S608  # words of our own
    )


def stays_what_it_is() -> pgtrigger.Trigger:
    """For reports themselves: published versions stand under the kind and the month of their report, so no correction
    makes it another one, and none takes it away."""
    return pgtrigger.Trigger(
        name="stays_what_it_is",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF TG_OP = 'UPDATE' AND (NEW.id, NEW.kind, NEW.month) = (OLD.id, OLD.kind, OLD.month) THEN
                RETURN NEW;
            END IF;
            IF EXISTS (SELECT FROM reports_publication WHERE report_id = OLD.id) THEN
                RAISE EXCEPTION '{_STAYS}'
                    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'report_stays_what_it_is';
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,  # words of our own
    )
