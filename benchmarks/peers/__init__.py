"""What a figure is compared with, written anew from the libraries' documentation. Nothing here uses the portal."""
