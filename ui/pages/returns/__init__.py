"""The monthly returns: figures on the screen, the people behind them, the files that were made."""
