"""What the scripts in this folder share: the demo pages in a library, servers on free ports, and checks that say what failed."""

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

PATIENCE = 120


def program():
    """Returns the program under test, the one argument of every script here."""
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} PROGRAM (or run ./dev outside)")
    return str(Path(sys.argv[1]).resolve())


def environment(home):
    """Returns an environment with nothing of the person who runs the tests: no settings, no library, no token."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SSL_CERT_FILE") if name in os.environ}
    return kept | {"HOME": str(home), "TMPDIR": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home)}


@contextlib.contextmanager
def demo_library():
    """Gives the program, a folder with the demo pages in a library, and the environment they run in; removes it all."""
    sutradhar = program()
    with tempfile.TemporaryDirectory(prefix="sutradhar-outside-") as home:
        env, demo, library = environment(home), Path(home, "demo"), Path(home, "library")
        run(env, sutradhar, "demo", "--save", demo)
        pages = demo / "pages"
        run(env, sutradhar, "add", "--library", library, "--names", demo / "names.tsv", "--manifest", pages / "manifest.jsonl", pages / "feeds")
        yield sutradhar, library, env


def run(env, *command):
    """Runs a command and returns what it printed; stops with its complaint where it fails."""
    done = subprocess.run([str(word) for word in command], env=env, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


@contextlib.contextmanager
def server(env, *command):
    """Starts a server that prints its address, gives the address without a slash at its end, and stops that one process."""
    child = subprocess.Popen([str(word) for word in command], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said, found, told = [], [], threading.Event()

    def hear():
        for line in child.stdout:
            said.append(line)
            address = re.search(r"http://127\.0\.0\.1:[1-9]\d*", line)
            if address and not found:
                found.append(address[0])
                told.set()
        told.set()

    threading.Thread(target=hear, daemon=True).start()
    try:
        if not told.wait(PATIENCE) or not found:
            sys.exit(f"{' '.join(map(str, command))} printed no address:\n{''.join(said)}")
        yield found[0]
    finally:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


class Checks:
    """Counts what holds and prints what does not."""

    def __init__(self, what):
        self.what, self.held, self.failed = what, 0, 0

    def __call__(self, holds, what):
        """Holds that something is so."""
        if holds:
            self.held += 1
        else:
            self.failed += 1
            print(f"{self.what}: not so: {what}", file=sys.stderr)
        return bool(holds)

    def same(self, found, expected, what):
        """Holds that what was found is what was expected."""
        return self(found == expected, f"{what}: {found!r} is not {expected!r}")

    def close(self):
        """Prints the count and ends the script, with 1 where anything failed."""
        print(f"{self.what}: {self.held} hold, {self.failed} do not")
        sys.exit(1 if self.failed or not self.held else 0)
