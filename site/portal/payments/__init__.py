"""Money: what an application costs, by dated rows and the plugins' word. How it is paid does not exist yet."""
