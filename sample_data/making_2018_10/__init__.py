"""The rules by which the made files of `sample_data/2018-10` are written."""
