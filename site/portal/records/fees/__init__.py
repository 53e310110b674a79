"""What things cost, over periods: the fee schedule as dated rows."""
