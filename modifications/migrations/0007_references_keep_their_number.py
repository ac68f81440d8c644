"""A modification's number stays for life: the database refuses a reference of another one."""

from django.db import migrations

CREATE = """
CREATE FUNCTION modifications_reference_keeps_number() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted text := (SELECT code FROM modifications_modification WHERE id = NEW.modification_id);
BEGIN
    IF wanted <> regexp_replace(NEW.reference, '^[DM]P', '') THEN
        RAISE EXCEPTION 'reference % is not of modification %', NEW.reference, wanted
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, SCHEMA = TG_TABLE_SCHEMA,
                  CONSTRAINT = 'reference_keeps_number',
                  DETAIL = 'The number of a modification stays for life.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reference_keeps_number AFTER INSERT OR UPDATE OF reference, modification_id
    ON modifications_referencefrom FOR EACH ROW EXECUTE FUNCTION modifications_reference_keeps_number();
"""
DROP = """
DROP TRIGGER reference_keeps_number ON modifications_referencefrom;
DROP FUNCTION modifications_reference_keeps_number();
"""


class Migration(migrations.Migration):
    dependencies = [("modifications", "0006_assessments_underway")]

    operations = [migrations.RunSQL(CREATE, DROP)]
