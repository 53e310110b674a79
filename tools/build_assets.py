"""Compiles tools/assets/portal.scss into static-build/uswds/ with the images it names, ready to be served compressed.

Needs the environment's brotli and the installed front-end packages; tools/prepare.py calls it when they changed.
"""

import gzip
import re
import shutil
import subprocess
import sys
from pathlib import Path

import brotli

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "node_modules" / "@uswds" / "uswds"
SASS = ROOT / "node_modules" / "sass" / "sass.js"
SOURCE = ROOT / "tools" / "assets" / "portal.scss"
TARGET = ROOT / "static-build" / "uswds"
REFERENCE = re.compile(r'url\("?((?:img|fonts)/[^")?#]+)')
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=\S*")


def main() -> None:
    """Compile, copy what the stylesheet names, and compress."""
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    stylesheet = TARGET / "portal.css"
    compile_stylesheet(stylesheet)
    text = SOURCE_MAP.sub("", stylesheet.read_text())
    stylesheet.write_text(text)
    for name in sorted(set(REFERENCE.findall(text))):
        copy = TARGET / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PACKAGE / "dist" / name, copy)
    weight = compress(stylesheet)
    print(f"  stylesheet: {weight / 1024:.1f} KB compressed", flush=True)


def compile_stylesheet(target: Path) -> None:
    """Run sass over the theme; leave with its message when it fails."""
    node = shutil.which("node")
    if node is None:
        sys.exit("build_assets: no Node on PATH")
    options = ["--style=compressed", "--no-source-map", "--quiet", "--quiet-deps"]
    load_path = f"--load-path={PACKAGE / 'packages'}"
    subprocess.run([node, str(SASS), *options, load_path, str(SOURCE), str(target)], check=True)


def compress(file: Path) -> int:
    """Write the .br and .gz beside a file and return the size of the smaller one."""
    content = file.read_bytes()
    small = brotli.compress(content)
    file.with_name(file.name + ".br").write_bytes(small)
    file.with_name(file.name + ".gz").write_bytes(gzip.compress(content, mtime=0))
    return len(small)


if __name__ == "__main__":
    main()
