"""No migrations: what an app has while its own are hidden and Django is told to make tables of apps without any."""
