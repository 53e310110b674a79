"""Makes the working environment: uv, .venv with the hashed lock, Node where needed, messages and built assets.

Runs on any Python 3.11 or newer with nothing but its standard library, and skips whatever a stamp says is done.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
TOOLS = ROOT / ".tools"
STAMPS = ENVIRONMENT / "stamps"
BUILT = ROOT / "static-build"
LOCKS = {name: ROOT / "requirements" / f"{name}.txt" for name in ("base", "dev", "node")}
UV_VERSION = "uv==0.13.9"
OLDEST_NODE = 20


def main(argv: Sequence[str] | None = None) -> None:
    """Prepare what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="with the packages of tests and checks")
    parser.add_argument("--assets", action="store_true", help="with the compiled stylesheet")
    wanted = parser.parse_args(argv)
    os.chdir(ROOT)
    BUILT.mkdir(exist_ok=True)
    make_environment()
    install("base", with_project=True)
    if wanted.dev:
        install("dev")
    compile_messages()
    if wanted.assets:
        build_assets()


def python() -> Path:
    """Return the environment's interpreter."""
    return ENVIRONMENT / "bin" / "python"


def find_uv() -> str:
    """Return a working uv: the machine's own, or one installed into .tools."""
    local = TOOLS / "uv" / "bin" / "uv"
    for candidate in (shutil.which("uv"), str(local) if local.is_file() else None):
        if candidate and run_quietly([candidate, "--version"]):
            return candidate
    say("installing uv")
    pip = [*find_pip(), "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--target", str(TOOLS / "uv"), UV_VERSION])
    return str(local)


def find_pip() -> list[str]:
    """Return a command that runs pip: the interpreter's own, or that of a venv made for it."""
    own = [sys.executable, "-m", "pip"]
    if run_quietly([*own, "--version"]):
        return own
    try:
        venv.create(TOOLS / "pip", with_pip=True, clear=True)
    except subprocess.CalledProcessError:
        sys.exit("set-up needs pip or venv: on Debian and Ubuntu, apt-get install python3-venv")
    return [str(TOOLS / "pip" / "bin" / "python"), "-m", "pip"]


def make_environment() -> None:
    """Create .venv, or create it anew when its interpreter is gone."""
    if python().exists() and run_quietly([str(python()), "-c", "pass"]):
        return
    say("creating .venv")
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    run([find_uv(), "venv", "--quiet", "--python", sys.executable, str(ENVIRONMENT)])


def install(name: str, *, with_project: bool = False) -> None:
    """Install one hashed lock, once for each of its contents."""
    inputs = [LOCKS[name], *([ROOT / "pyproject.toml"] if with_project else [])]
    if is_done(name, inputs):
        return
    say(f"installing packages ({name})")
    uv, target = find_uv(), ["--quiet", "--python", str(python())]
    run([uv, "pip", "install", *target, "--require-hashes", "-r", str(LOCKS[name])])
    if with_project:
        options = ["--no-deps", "--no-build-isolation", "--editable"]
        run([uv, "pip", "install", *target, *options, str(ROOT)])
    mark_done(name, inputs)


def compile_messages() -> None:
    """Compile the catalogs of translated messages when one changed or its compiled form is gone."""
    catalogs = list_catalogs(ROOT)
    inputs = [ROOT / "tools" / "messages.py", *catalogs]
    compiled = all(catalog.with_suffix(".mo").is_file() for catalog in catalogs)
    if compiled and is_done("messages", inputs):
        return
    say("compiling messages")
    run([str(python()), "-m", "tools.messages"])
    mark_done("messages", inputs)


def list_catalogs(root: Path) -> list[Path]:
    """Return the message catalogs below a folder: the portal's, and one for each plugin."""
    catalogs = "locale/*/LC_MESSAGES/*.po"
    return sorted([*root.glob(catalogs), *root.glob(f"portal_plugins/*/{catalogs}")])


def build_assets() -> None:
    """Install the front-end packages and compile the stylesheet from them, when either changed."""
    sources = sorted((ROOT / "tools" / "assets").iterdir())
    inputs = [ROOT / "package-lock.json", ROOT / "tools" / "build_assets.py", *sources]
    if (BUILT / "uswds" / "portal.css").is_file() and is_done("assets", inputs):
        return
    npm = find_npm()
    say("installing front-end packages")
    path = f"{Path(npm).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    run([npm, "ci", "--loglevel=error"], env={**os.environ, "PATH": path})
    say("compiling the stylesheet")
    command = [str(python()), str(ROOT / "tools" / "build_assets.py")]
    run(command, env={**os.environ, "PATH": path})
    mark_done("assets", inputs)


def find_npm() -> str:
    """Return an npm whose Node is new enough: the machine's own, or the one that comes as a wheel."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(node) >= OLDEST_NODE:
        return npm
    install("node")
    return str(ENVIRONMENT / "bin" / "npm")


def node_version(node: str) -> int:
    """Return the major version of a Node, 0 when it does not run."""
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
        return int(answer.stdout.strip().lstrip("v").partition(".")[0])
    except (OSError, subprocess.CalledProcessError, ValueError):
        return 0


def is_done(name: str, inputs: Sequence[Path]) -> bool:
    """Tell whether a stamp says that this step was done with these very inputs."""
    stamp = STAMPS / name
    return stamp.is_file() and stamp.read_text() == digest(inputs)


def mark_done(name: str, inputs: Sequence[Path]) -> None:
    """Leave a stamp for these inputs."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(digest(inputs))


def digest(files: Sequence[Path]) -> str:
    """Return one digest over the contents of files and the interpreter that installs them."""
    total = hashlib.sha256(sys.version.encode())
    for file in files:
        total.update(file.name.encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def run(command: Sequence[str], env: dict[str, str] | None = None) -> None:
    """Run a command; leave with its status when it fails."""
    done = subprocess.run(command, env=env, check=False)
    if done.returncode:
        sys.exit(f"set-up failed: {' '.join(map(str, command[:4]))} …")


def run_quietly(command: Sequence[str]) -> bool:
    """Tell whether a command runs and succeeds."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def say(message: str) -> None:
    """Tell what takes a while."""
    print(f"· {message}", flush=True)


if __name__ == "__main__":
    main()
