"""The rules that the illustrative rows of the sample month are made by; `sample_data/README.md` says what is a fact."""
