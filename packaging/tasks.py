"""Every command of a developer or a newcomer: `python3 packaging/tasks.py NAME`.

Plain functions on the standard library, for any Python from 3.11 on Linux, Windows and macOS:
this file makes the environment that everything else needs. It holds no rule of the product and
no test; those are in `fieldapp/` and `tests/`.
"""

# An older Python must get as far as the sentence that says so, past annotations it cannot read.
from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "requirements.txt"
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENVIRONMENT / "set-up-from.txt"
"""Written last, so that an environment left half-made is known by its absence."""

OLDEST_PYTHON = (3, 11)
UV = "uv==0.13.9"

WITHOUT_A_WINDOW = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
"""What Qt loads even when it draws into memory only, and Debian's package for each."""

FOR_A_WINDOW = {
    **WITHOUT_A_WINDOW,
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-shape.so.0": "libxcb-shape0",
}
"""What Qt loads besides to open a window under X11."""

OFFLINE_SIGNS = (
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeoutError",
    "ProxyError",
    "Name or service not known",
    "Temporary failure in name resolution",
    "Network is unreachable",
    "getaddrinfo failed",
)


# ---------------------------------------------------------------------------- the commands


def demo(arguments: list[str]) -> int:
    """Do the main job once, end to end, and open the desktop on the result.

    Arguments are those of `fieldapp demo`: --no-window, --out DIR, --json ...
    """
    set_up()
    if "--no-window" not in arguments and has_display() and not provide_libraries(FOR_A_WINDOW):
        say("Without them no window can open, so the demo goes on without one.")
        arguments = [*arguments, "--no-window"]
    compile_catalogues()
    return run_in_environment("-m", "fieldapp", "demo", *arguments)


def test(arguments: list[str]) -> int:
    """Run the tests, without a display: all of them on all cores, or as the arguments say.

    Arguments are pytest's: -k WORDS, -x, a path ...
    """
    set_up()
    if not provide_libraries(WITHOUT_A_WINDOW):
        return 1
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if sys.platform.startswith("linux") and not shutil.which("pdftotext"):
        # Another reader of our papers; where it may not be installed, its tests are skipped.
        install_with_apt(["poppler-utils"])
    cores = [] if arguments else ["-n", "auto", "--maxprocesses", "4", "--dist", "worksteal"]
    return run_in_environment("-m", "pytest", *cores, *arguments, folder=ROOT)


def check(arguments: list[str]) -> int:
    """Check format, style, types, the direction of imports and the translations."""
    set_up()
    checks = {
        "format": ["-m", "ruff", "format", "--check", "."],
        "style": ["-m", "ruff", "check", "."],
        "types": ["-m", "mypy"],
        "imports": ["-c", "from importlinter.cli import lint_imports_command as c; c()"],
        "translations": ["packaging/translations.py", "--check"],
    }
    chosen = arguments or list(checks)
    unknown = [name for name in chosen if name not in checks]
    if unknown:
        return refuse(f"There is no check {', '.join(unknown)}. There are: {', '.join(checks)}.")
    failed = []
    for name in chosen:
        say(f"--- {name}")
        if run_in_environment(*checks[name], folder=ROOT) != 0:
            failed.append(name)
    say(f"Failed: {', '.join(failed)}." if failed else "All checks passed.")
    return 1 if failed else 0


def run(arguments: list[str]) -> int:
    """Start fieldapp as it stands in this folder: the desktop, or a command such as `list`."""
    set_up()
    if has_display():
        provide_libraries(FOR_A_WINDOW)
    compile_catalogues()
    return run_in_environment("-m", "fieldapp", *arguments)


def setup(arguments: list[str]) -> int:
    """Make the environment in .venv, or bring it up to date, and nothing else."""
    if arguments:
        return refuse("setup takes no arguments.")
    set_up()
    compile_catalogues()
    provide_libraries(FOR_A_WINDOW if has_display() else WITHOUT_A_WINDOW)
    say(f"Ready: {PYTHON}")
    return 0


def build(arguments: list[str]) -> int:
    """Build the wheel and the source archive into dist/."""
    set_up()
    compile_catalogues()
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1735689600")  # the same bytes on every build
    return run_in_environment("-m", "hatchling", "build", *arguments, folder=ROOT)


def screens(arguments: list[str]) -> int:
    """Draw every screen in every language, theme and size into screens/, or the folder given.

    With --check nothing is drawn; text that is cut, covered or not translated is told, and fails.
    """
    set_up()
    if not provide_libraries(WITHOUT_A_WINDOW):
        return 1
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if "--check" in arguments:
        arguments = [each for each in arguments if each != "--check"]
        return run_in_environment("-m", "fieldapp.ui.gallery", *arguments)
    out = arguments or [str(ROOT / "screens")]
    return run_in_environment("-m", "fieldapp.ui.gallery", *out)


def translations(arguments: list[str]) -> int:
    """Collect the texts of fieldapp into resources/translations; --check only compares."""
    set_up()
    return run_in_environment("packaging/translations.py", *arguments, folder=ROOT)


def lock(arguments: list[str]) -> int:
    """Write packaging/requirements.txt anew for all systems. Arguments are uv's: --upgrade ..."""
    set_up()
    header = (
        "# Every package with its hashes, for Linux, Windows and macOS and Python 3.11 and newer.\n"
        "# Made from pyproject.toml by: python3 packaging/tasks.py lock\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        pip("install", "--target", folder, UV)
        uv = shutil.which("uv", path=str(Path(folder) / "bin"))
        if uv is None:
            return refuse("uv was installed but cannot be found.")
        made = Path(folder) / LOCK.name
        shutil.copy(LOCK, made)  # uv keeps the versions that it finds there
        command = [uv, "pip", "compile", "pyproject.toml", "--extra", "dev", "--universal"]
        command += ["--python-version", "3.11", "--generate-hashes", "--no-header"]
        command += ["--no-annotate", "--quiet", "--output-file", str(made), *arguments]
        code = subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False).returncode
        if code == 0:
            LOCK.write_text(header + made.read_text("utf-8"), "utf-8", newline="\n")
    return code


def fonts(arguments: list[str]) -> int:
    """Fetch fonts and icons anew from npm, verified by packaging/fonts/package-lock.json.

    With --check nothing is written; files that differ are named and the command fails.
    """
    npm = shutil.which("npm")
    if npm is None:
        return refuse("This command needs npm (Node.js). The files themselves are in resources/.")
    source = ROOT / "packaging" / "fonts"
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(source / name, folder)
        code = subprocess.run(
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            cwd=folder,
            stdout=sys.stderr,
            check=False,
        ).returncode
        if code != 0:
            return refuse("npm could not fetch the packages, or what it got is not what we locked.")
        modules = Path(folder) / "node_modules"
        icons = (source / "icons.txt").read_text("utf-8").split()
        wanted = {**font_files(modules), **icon_files(modules / "lucide-static", icons)}
        changed = [path for path, new in wanted.items() if not same(path, new)]
        left_over = (ROOT / "resources" / "icons").glob("*.svg")
        changed += [path for path in left_over if path not in wanted]
        if "--check" not in arguments:
            for path in changed:
                if path in wanted:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(wanted[path], path)
                else:
                    path.unlink()
    for path in changed:
        say(f"differs: {path.relative_to(ROOT)}")
    say(f"{len(wanted)} files compared, {len(changed)} differed.")
    return 1 if changed and "--check" in arguments else 0


COMMANDS = (demo, test, check, run, setup, build, screens, translations, lock, fonts)


# --------------------------------------------------------------------- fonts and icons


FOR_WINDOW_AND_PAPER = ("400Regular", "500Medium", "600SemiBold", "700Bold")
FOR_PAPER = ("400Regular", "700Bold")

FAMILIES = {
    ("NotoSans", "noto-sans"): FOR_WINDOW_AND_PAPER,
    ("Vazirmatn", "vazirmatn"): FOR_WINDOW_AND_PAPER,
    ("NotoSansEthiopic", "noto-sans-ethiopic"): FOR_PAPER,
    ("NotoSansMyanmar", "noto-sans-myanmar"): FOR_PAPER,
}
"""Name and npm package of each font family, and the weights we take from it.

Noto Sans itself has all of Devanagari, with the shapes of Noto Sans Devanagari.
"""


def same(there: Path, new: Path) -> bool:
    """Whether a file exists and holds the same bytes as a new one."""
    return there.is_file() and there.read_bytes() == new.read_bytes()


def font_files(modules: Path) -> dict[Path, Path]:
    """Return target and source of every font file and licence."""
    files = {}
    target = ROOT / "resources" / "fonts"
    for (family, package), weights in FAMILIES.items():
        folder = modules / "@expo-google-fonts" / package
        files[target / f"{family}-LICENSE.txt"] = folder / "LICENSE_FONT"
        for weight in weights:
            source = folder / weight / f"{family}_{weight}.ttf"
            files[target / f"{family}-{weight[3:]}.ttf"] = source
    return files


def icon_files(package: Path, names: list[str]) -> dict[Path, Path]:
    """Return target and source of every icon named in icons.txt, and of their licence."""
    target = ROOT / "resources" / "icons"
    files = {target / f"{name}.svg": package / "icons" / f"{name}.svg" for name in names}
    return {target / "LICENSE.txt": package / "LICENSE", **files}


# --------------------------------------------------------------------- the environment


def set_up() -> None:
    """Make .venv hold exactly the locked packages and the project itself, in place.

    Does nothing when it already does. An environment that was left half-made, or whose Python
    has gone, is made anew; pip keeps what was downloaded.
    """
    wanted = fingerprint()
    if STAMP.is_file() and environment_works():
        if STAMP.read_text("utf-8").strip() == wanted:
            return
        say("What .venv is made from has changed: bringing it up to date.")
        STAMP.unlink()
    else:
        say(f"Making the environment in {ENVIRONMENT} (once; about 210 MB to download).")
        make_environment()
    pip("install", "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK))
    pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    STAMP.write_text(wanted + "\n", "utf-8")


def fingerprint() -> str:
    """Return what the environment is made from as one word: the lock and the project's entry."""
    made_from = (LOCK, ROOT / "pyproject.toml")
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in made_from)).hexdigest()


def compile_catalogues() -> None:
    """Have every catalogue of translations ready to be read at once, those that changed anew.

    Nothing is lost where it fails: fieldapp reads what the translators wrote.
    """
    code = "from fieldapp.catalogues import compile_catalogues as c; c()"
    run_in_environment("-c", code, folder=ROOT)


def environment_works() -> bool:
    """Whether the Python in .venv still starts: the one it was made from may have gone."""
    try:
        return subprocess.run([PYTHON, "-c", ""], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def make_environment() -> None:
    """Make an empty environment in .venv, in place of whatever was there."""
    if importlib.util.find_spec("ensurepip") is None:
        version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not install_with_apt([version]):
            stop(
                "This Python cannot make an environment: its module ensurepip is missing. "
                f"On Debian and Ubuntu run:\n\n    sudo apt-get install -y {version}\n"
            )
    if ENVIRONMENT.is_symlink():  # making it would empty the folder that it points to
        stop(
            f"{ENVIRONMENT} is a link to {ENVIRONMENT.resolve()}. Remove the link, then try again."
        )
    command = [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        say(made.stdout + made.stderr)
        stop(f"The environment could not be made in {ENVIRONMENT}; Python's own words are above.")


def pip(*arguments: str) -> None:
    """Run the environment's pip with the machine's own pip settings; end here if it fails.

    pip speaks on standard error, because a command's standard output may be read by a program.
    """
    watched = sys.stderr.isatty()
    command = [str(PYTHON), "-m", "pip", arguments[0], *([] if watched else ["--quiet"])]
    command += ["--disable-pip-version-check", *arguments[1:]]
    done = subprocess.run(
        command, stdout=sys.stderr, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode == 0:
        return
    if any(sign in done.stderr for sign in OFFLINE_SIGNS):
        stop(
            "The packages could not be downloaded: there is no connection to the package index. "
            "Connect and run the same command again; what has been downloaded is kept."
        )
    say("\n".join(done.stderr.splitlines()[-20:]))
    stop("pip could not install the packages; its own words are above. Run the command again.")


def run_in_environment(*arguments: str, folder: Path | None = None) -> int:
    """Run Python with these arguments in the environment and return its exit code."""
    # stdout of ours would otherwise come after what the program writes
    sys.stdout.flush()
    return subprocess.run([PYTHON, *arguments], cwd=folder, check=False).returncode


# --------------------------------------------------------------------- system libraries


def has_display() -> bool:
    """Whether a window could be seen; on Windows and macOS it always could."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def provide_libraries(libraries: dict[str, str]) -> bool:
    """Make sure that the system has these libraries; install or name what is missing.

    Returns whether all are there now. Only Linux leaves them to the system.
    """
    if not sys.platform.startswith("linux"):
        return True
    missing = {name: package for name, package in libraries.items() if not loads(name)}
    if not missing or install_with_apt(sorted(missing.values())):
        return True
    if shutil.which("apt-get"):
        packages = " ".join(sorted(missing.values()))
        say(
            "Qt needs system libraries that are missing. Install them with:\n\n"
            f"    sudo apt-get install -y --no-install-recommends {packages}\n"
        )
    else:
        say(f"Qt needs system libraries that are missing: {', '.join(sorted(missing))}.")
    return False


def loads(library: str) -> bool:
    """Whether the system's loader finds the library, wherever it came from."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_with_apt(packages: list[str]) -> bool:
    """Install Debian packages where we may without asking, that is as root."""
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"Installing system packages: {' '.join(packages)}")
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages],
    ):
        done = subprocess.run(
            command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        if done.returncode != 0:
            say("\n".join(done.stdout.decode("utf-8", "replace").splitlines()[-10:]))
            return False
    return True


# --------------------------------------------------------------------- talking, starting


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, file=sys.stderr, flush=True)


def refuse(text: str) -> int:
    """Say why a command is not done, and return its exit code."""
    say(text)
    return 2


def stop(text: str) -> NoReturn:
    """Say what is wrong and end here, without a traceback."""
    say(text)
    raise SystemExit(1)


def usage() -> str:
    """Return the list of commands with the first line of what each does."""
    width = max(len(command.__name__) for command in COMMANDS)
    lines = [
        f"  {command.__name__:{width}}  {(command.__doc__ or '').splitlines()[0]}"
        for command in COMMANDS
    ]
    return "\n".join(["python3 packaging/tasks.py COMMAND [ARGUMENTS]", "", *lines])


def main(arguments: list[str]) -> int:
    """Run the command that the first argument names."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:2]))
        return refuse(f"fieldapp needs Python 3.11 or newer; this is {found}. Install a newer one.")
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(usage())
        return 0 if arguments else 2
    for command in COMMANDS:
        if command.__name__ == arguments[0]:
            return command(arguments[1:])
    return refuse(f"There is no command {arguments[0]}.\n\n{usage()}")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
