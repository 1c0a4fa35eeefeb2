"""The speeds that DESIGN §9 promises, measured as ratios in one run: `python -m tests.bench [PART …]`."""
