"""What a stranger may put where a host or the next address is expected. F28 tries all of it."""

from __future__ import annotations

__all__ = ["HOSTS", "TARGETS"]

HOSTS = (
    *("elsewhere.example", "elsewhere.example:443", "portal.example.elsewhere.example"),
    *("elsewhere.example/portal.example", "portal.example@elsewhere.example", "elsewhere"),
    *("portal.example:80@elsewhere.example", "portal.example:elsewhere", "xportal.example"),
    *("portal.example\\.elsewhere.example", "portal.example#elsewhere", "portal.example?elsewhere"),
    *(
        "127.0.0.1",
        "[::1]",
        "localhost",
        "0.0.0.0",
        "",
        " ",
        "*",
        "portal.example,elsewhere.example",
    ),
)
TARGETS = (
    *("https://elsewhere.example/", "http://elsewhere.example/", "//elsewhere.example/"),
    *("///elsewhere.example/", "////elsewhere.example/", "/\\elsewhere.example/"),
    *("\\\\elsewhere.example/", "\\/elsewhere.example/", "/\t/elsewhere.example/"),
    *("/\n/elsewhere.example/", "/\r/elsewhere.example/", "\t//elsewhere.example/"),
    *(" //elsewhere.example/", "\x00//elsewhere.example/", "https:elsewhere.example"),
    *("https:/elsewhere.example", "https:///elsewhere.example", "http:\\\\elsewhere.example"),
    *("HTTPS://elsewhere.example/", "hTTps:\\elsewhere.example", "ftp://elsewhere.example/"),
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,x"),
    *("vbscript:x", "mailto:a@elsewhere.example", "tel:1", "file:///etc/passwd"),
    *("https://portal.example@elsewhere.example/", "https://portal.example.elsewhere.example/"),
    *("https://elsewhere.example\\@portal.example/", "https://elsewhere.example#portal.example"),
    *("https://elsewhere.example?portal.example", "//portal.example@elsewhere.example/"),
    *("http://portal.example/account/", "//elsewhere%E3%80%82example/", "https://[::1]/"),
    *("/%5celsewhere.example/\\..", "//%09/elsewhere.example"),
)
