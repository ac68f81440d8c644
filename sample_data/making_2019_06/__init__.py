"""The rules that the rows of June 2019 are made by: all of them are invented, as is the paper."""
