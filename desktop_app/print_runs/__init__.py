"""Print runs: papers through a printer in list order, gone on with after a jam, handed over against a signature."""
