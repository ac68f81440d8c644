"""What keeps a published report's own rows as they are, in the database."""

from __future__ import annotations

import pgtrigger

_REFUSED = "The report is published, so nothing of it is changed: a correction of it is begun first"


def closed_once_published() -> pgtrigger.Trigger:
    """For rows that a report's paper is made from, which name it as `report`: none is added, changed or deleted once
    the report is published, until a correction of it is in hand. Which month's text a text was carried from is no
    matter of the paper."""
    return pgtrigger.Trigger(
        name="closed_once_published",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'carried_from_id' = to_jsonb(OLD) - 'carried_from_id' THEN
                RETURN NEW;
            END IF;
            IF EXISTS (
                SELECT FROM reports_publication published
                WHERE published.report_id IN (OLD.report_id, NEW.report_id) AND NOT EXISTS (
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
