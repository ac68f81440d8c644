"""Who did something and why is kept as firmly as what was done, and found by the person.

The contexts of events are pghistory's own table, which it writes to again while a request or a job goes on. After a day
nothing goes on, and the database refuses to change one; it never lets one be deleted.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION access_reasons_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.created_at > NOW() - INTERVAL '1 day' AND NEW.id = OLD.id
            AND NEW.created_at = OLD.created_at THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Cannot update or delete rows from % table', TG_TABLE_NAME;
END;
$$;
CREATE TRIGGER access_reasons_stay BEFORE UPDATE OR DELETE ON pghistory_context
    FOR EACH ROW EXECUTE FUNCTION access_reasons_stay();
"""
LIFT = """
DROP TRIGGER access_reasons_stay ON pghistory_context;
DROP FUNCTION access_reasons_stay();
"""
INDEX = "CREATE INDEX access_trail_by_person ON pghistory_context ((metadata ->> 'user'))"


class Migration(migrations.Migration):
    dependencies = [("access", "0004_contributors_have_areas")]

    operations = [
        migrations.RunSQL(GUARD, LIFT),
        migrations.RunSQL(INDEX, "DROP INDEX access_trail_by_person"),
    ]
