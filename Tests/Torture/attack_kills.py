"""Killed at any moment, and as each file is renamed: old or new whole, the next run works, nothing is left behind."""

import pathlib
import re
import shutil
import signal
import subprocess
import threading
import time

import shared

RENAMES = "rename,renameat,renameat2"


class Case:
    """Something that replaces files: how to run it, and what is old, new and whole."""

    def __init__(self, torture, name, words, folder, new, hashes):
        self.torture, self.name, self.words = torture, name, words
        #: The folder before, and after a run that nobody killed.
        self.folder, self.new, self.hashes = folder, new, hashes

    def try_out(self, attack, number, kill, how):
        """Copies the folder, runs until killed, looks at what stands, runs again, looks again."""
        torture = self.torture
        scratch = torture.scratch("kills", f"{self.name}-{how}-{number}")
        place = scratch / "it"
        shutil.copytree(self.folder, place, symlinks=True)
        words = [str(word).replace("PLACE", str(place)) for word in self.words]
        result, command = kill(words)
        attack.note(f"of {self.name} killed ({how})" if result.code < 0 or result.code == 137 else f"of {self.name} over before ({how})")
        fault = self.standing(place, scratch)
        again = torture.run(*words)
        if not fault:
            fault = again.fault({0})
            fault = fault and f"the next run fails: {fault}"
        if not fault:
            fault = self.left(place, again)
        beside = {path.name for path in scratch.iterdir()} - {"it", "probe.sqlite"}
        if not fault and beside:
            fault = f"left beside the folder: {sorted(beside)}"
        attack.check(fault and f"{self.name} {how} {number}: {fault}", command.replace(str(place), "FOLDER"))
        shutil.rmtree(scratch)

    def left(self, place, again):
        """What is wrong with what the next run makes."""
        found = shared.tree(place)
        if set(found) != set(self.new):
            return f"left behind: {sorted(set(found) ^ set(self.new))[:5]}"
        if self.name == "build":
            # SpatiaLite writes the time into the file: its bytes differ, its content must not.
            return None if again.out.split()[-1].decode() in self.hashes else "the next run builds another content"
        return None if found == self.new else "the next run makes another package"

    def standing(self, place, scratch):
        """What is wrong with what a killed run leaves, before any other run."""
        if self.name == "build":
            database = place / "it.sqlite"
            if not database.is_file():
                return "the database is gone"
            result = self.torture.run("verify", "-d", database)
            return None if result.code == 0 else f"the database is broken: {result.err[:200]!r}"
        result = self.torture.run("build", "--data", place, "-d", scratch / "probe.sqlite")
        if result.code != 0:
            return f"the package is neither old nor new: {result.err[:300].decode(errors='replace')!r}"
        found = result.out.split()[-1].decode()
        return None if found in self.hashes else f"the package is neither old nor new: {found}"


def built_hash(torture, package, scratch):
    return torture.must("build", "--data", package, "-d", scratch / "hash.sqlite").out.split()[-1].decode()


def new_sources(torture):
    """The publishers' files with a few people more."""

    def maker(path):
        shutil.copytree(torture.country() / "raw", path)
        table = path / "fictif_insee_populations.csv"
        table.write_text(table.read_text().replace(";5210;95;5305", ";5310;95;5405").replace(";48;0;48", ";49;0;49"))

    return torture.make("new-sources", maker)


def own_table(torture):
    def maker(path):
        path.write_text("code,value\n20001,3\n20003,4\n20004,5\n96001,6\n")

    return torture.make("own.csv", maker)


def load_words(torture, code, place="PLACE"):
    return (
        "load", "indicator", own_table(torture), "--code", code, "--label-fr", code, "--unit", "x", "--period", "2024",
        "--aggregation", "sum", "--data", place)


def import_words(sources, place="PLACE"):
    return ("import", "--from", sources, "--data", place, "--scope", "region:99")


def cases(torture):
    scratch = torture.scratch("kills", "cases")
    package = torture.country() / "package"
    old = built_hash(torture, package, scratch)

    def after(words, folder):
        place = scratch / "after"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(folder, place)
        torture.must(*[str(word).replace("PLACE", str(place)) for word in words])
        return place

    databases = scratch / "databases"
    databases.mkdir()
    shutil.copy(torture.small(), databases / "it.sqlite")
    build = ("build", "--data", package, "-d", "PLACE/it.sqlite")
    place = after(build, databases)
    yield Case(torture, "build", build, databases, shared.tree(place), {old})
    words = import_words(new_sources(torture))
    place = after(words, package)
    yield Case(torture, "import", words, package, shared.tree(place), {old, built_hash(torture, place, scratch)})
    for name, folder in (("first load", package), ("load", after(load_words(torture, "other"), package))):
        kept = scratch / name.replace(" ", "-")
        shutil.copytree(folder, kept)
        words = load_words(torture, "own")
        before = built_hash(torture, kept, scratch)
        place = after(words, kept)
        yield Case(torture, name, words, kept, shared.tree(place), {before, built_hash(torture, place, scratch)})


def run(attack):
    torture = attack.torture
    has_strace = shutil.which("strace") is not None
    if not has_strace:
        attack.skip("strace is not installed: nothing was killed at its renames")
    counts = {"build": (1_000, 100), "import": (100, 100), "load": (50, 50), "first load": (50, 50)}
    for case in cases(torture):
        at_random, at_renames = counts[case.name]
        start = time.monotonic()
        case.try_out(attack, "none", lambda words: (torture.run(*words), shared.shlex.join(words)), "unharmed")
        span = 0
        for _ in range(3):
            probe = torture.scratch("kills", "span") / "it"
            shutil.rmtree(probe, ignore_errors=True)
            shutil.copytree(case.folder, probe)
            words = [str(word).replace("PLACE", str(probe)) for word in case.words]
            span = max(span, torture.run(*words).seconds)

        def at_moment(number):
            moment = torture.random("kills", case.name, number).uniform(0, span * 1.1)

            def kill(words):
                def ready(process):
                    timer = threading.Timer(moment, shared.kill_group, [process.pid])
                    timer.start()
                return torture.run(*words, ready=ready), f"timeout -s KILL {moment:.4f} {torture.program} {' '.join(words)}"
            case.try_out(attack, number, kill, "at random")

        attack.each(torture.count(at_random), at_moment)
        if not has_strace:
            continue
        log = torture.scratch("kills", "log") / "strace"
        probe = torture.scratch("kills", "renames") / "it"
        shutil.rmtree(probe, ignore_errors=True)
        shutil.copytree(case.folder, probe)
        words = [str(word).replace("PLACE", str(probe)) for word in case.words]
        shared.run(["strace", "-f", "-qq", "-o", log, "-e", f"trace={RENAMES}", torture.program, *words])
        renames = len(re.findall(r"\brename(?:at2?)?\(", log.read_text()))
        attack.note(f"renames of {case.name}", renames)

        def at_rename(number):
            which = 1 + number % max(renames, 1)

            def kill(words):
                words = [
                    "strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={RENAMES}",
                    "-e", f"inject={RENAMES}:signal=KILL:when={which}", torture.program, *words]
                return shared.run(words, memory=torture.memory), shared.shlex.join(str(word) for word in words)
            case.try_out(attack, number, kill, f"at rename {which} of {renames}")

        attack.each(max(torture.count(at_renames), min(renames, at_renames)), at_rename)
