"""What the sample month of August 2021 adds to September's records."""
