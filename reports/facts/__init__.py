"""Named figures: one key, one label, one rule, one source. Text, tiles and tables all ask here."""
