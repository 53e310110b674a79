"""Money: what an application costs by dated rows and the plugins' word, how it is paid, and what nobody told of."""
