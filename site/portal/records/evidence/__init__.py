"""What a person can show: degrees, tests, experience, training and checks, verified item by item."""
