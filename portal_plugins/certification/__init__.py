"""Certificates of educators: the services that apply for, renew and change them."""
