"""The rules by which the made files of `sample_data/2020-03` are written."""
