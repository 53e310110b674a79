"""The review of translations: what a translator writes reaches readers as every page does, past a second person."""
