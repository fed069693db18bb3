"""What the attacks share: processes with limits, folders of their own, seeded chance, and the list of what failed."""

import concurrent.futures
import hashlib
import os
import pathlib
import random
import re
import resource
import shlex
import shutil
import signal
import subprocess
import tempfile
import threading
import time

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
FIXTURES = REPOSITORY / "Tests/TerritoryTestSupport/Fixtures"

#: What the program may end with: docs/cli.md. 1 means that nothing has that code or name.
SENTENCES = {1, 2, 64, 65, 74}
#: Failures of one kind that are told one by one; the others are counted.
MOST_TOLD = 6
#: No process may take more than this of the machine, whatever it is measured against.
MOST_MEMORY = 6 << 30


class Result:
    """How a process ended: `code` is negative for a signal; `peak` is in megabytes."""

    def __init__(self, words, code, out, err, seconds, peak, is_hung):
        self.words, self.code, self.out, self.err = words, code, out, err
        self.seconds, self.peak, self.is_hung = seconds, peak, is_hung

    @property
    def command(self):
        return shlex.join(str(word) for word in self.words)

    def fault(self, allowed=frozenset({0} | SENTENCES), seconds=None, megabytes=None):
        """What is wrong with the way it ended, or None."""
        if self.is_hung:
            return f"still at work after {self.seconds:.0f} s"
        if self.code < 0:
            return f"ended by {signal.Signals(-self.code).name}"
        if self.code in (132, 134, 135, 139):
            return f"ended by {signal.Signals(self.code - 128).name}"
        if self.code not in allowed:
            return f"exit {self.code}: {(self.err or self.out)[:200].decode(errors='replace').strip()!r}"
        if self.code != 0 and not (self.err + self.out).strip():
            return f"exit {self.code} without a sentence"
        if self.code != 0 and (b"Fatal error" in self.err or b"SQLite error" in self.err):
            return f"no sentence for people: {self.err[:200]!r}"
        if seconds and self.seconds > seconds:
            return f"took {self.seconds:.1f} s, more than {seconds} s"
        if megabytes and self.peak > megabytes:
            return f"took {self.peak:.0f} MB, more than {megabytes} MB"
        return None


def run(words, *, source=None, out=None, environment=None, folder=None, timeout=60, memory=MOST_MEMORY, ready=None):
    """Runs a process to its end, or kills it at the end of `timeout`.

    `source` is bytes, a file or None; `out` takes the place of a file that is read back; `ready` gets the process.
    """
    with tempfile.TemporaryFile() as kept, tempfile.TemporaryFile() as errors, tempfile.TemporaryFile() as given:
        if isinstance(source, bytes):
            given.write(source)
            given.seek(0)
        start = time.monotonic()
        process = subprocess.Popen(
            [str(word) for word in words], stdin=given if source is None or isinstance(source, bytes) else source,
            stdout=kept if out is None else out, stderr=errors, cwd=folder, start_new_session=True,
            env=dict(os.environ, LC_ALL="", LC_MESSAGES="en_US.UTF-8", LANG="C.UTF-8", **(environment or {})))
        if memory:
            try:
                resource.prlimit(process.pid, resource.RLIMIT_AS, (memory, memory))
            except ProcessLookupError:
                pass
        _alive.add(process.pid)
        hung = threading.Event()

        def stop():
            hung.set()
            kill_group(process.pid)

        timer = threading.Timer(timeout, stop)
        timer.start()
        try:
            if ready:
                ready(process)
            _, status, usage = os.wait4(process.pid, 0)
        finally:
            timer.cancel()
            _alive.discard(process.pid)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - start
        kept.seek(0)
        errors.seek(0)
        return Result(
            words, process.returncode, kept.read(), errors.read(), seconds, usage.ru_maxrss / 1024, hung.is_set())


#: Processes at work: none outlives the run.
_alive = set()


def kill_all():
    for pid in list(_alive):
        kill_group(pid)


def kill_group(pid):
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


class Torture:
    """One run: the program, how much of the full counts, the seed, a folder of its own, and packages made once."""

    def __init__(self, program, scale, seed, jobs, findings, memory=MOST_MEMORY):
        self.program, self.scale, self.seed, self.jobs, self.memory = str(program), scale, seed, jobs, memory
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="territory-torture-"))
        self.findings = pathlib.Path(findings)
        # One maker may need what another makes.
        self._lock = threading.RLock()
        self._made = {}

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def count(self, full, least=4):
        return max(min(full, least), int(full * self.scale))

    def random(self, *name):
        """Chance that depends on the seed and on a name alone, not on the order of the tries."""
        return random.Random(":".join(str(part) for part in (self.seed, *name)))

    def run(self, *words, **options):
        options.setdefault("memory", self.memory)
        return run([self.program, *words], **options)

    def must(self, *words, **options):
        result = self.run(*words, **options)
        if result.code != 0:
            raise SystemExit(f"{result.command}\n{result.err.decode(errors='replace')}")
        return result

    def make(self, name, maker):
        """A file or folder that every attack may copy and none may change."""
        with self._lock:
            if name not in self._made:
                path = self.folder / name
                maker(path)
                self._made[name] = path
            return self._made[name]

    # What is attacked.

    def country(self):
        """The invented country of the tests: the publishers' files in raw/, its imported package in package/."""

        def maker(path):
            shutil.copytree(FIXTURES, path / "raw")
            reference = path / "package/data/reference"
            reference.mkdir(parents=True)
            (path / "package/data/policy").mkdir()
            for name in ("sources.csv", "groupings.csv", "grouping_members.csv"):
                shutil.copy(FIXTURES / name, reference)
            for name in ("zonings.csv", "zoning_classes.csv"):
                shutil.copy(REPOSITORY / "data/reference" / name, reference)
            shutil.copy(FIXTURES / "contracts.csv", path / "package/data/policy")
            # One rule asks for an indicator that this country does not have.
            shutil.copytree(
                REPOSITORY / "data/rules", path / "package/data/rules",
                ignore=shutil.ignore_patterns("villages-avenir.yaml"))
            self.must("import", "--from", path / "raw", "--data", path / "package", "--scope", "region:99")

        return self.make("country", maker)

    def small(self):
        """The database of the invented country."""
        country = self.country()
        return self.make(
            "small.sqlite", lambda path: self.must("build", "--data", country / "package", "-d", path))

    def full(self):
        """The database of the repository."""
        return self.make("full.sqlite", lambda path: self.must("build", "--data", REPOSITORY, "-d", path))

    def package(self):
        """The package of the repository."""

        def maker(path):
            path.mkdir()
            for name in ("geo", "data"):
                shutil.copytree(REPOSITORY / name, path / name, ignore=shutil.ignore_patterns("own"))

        return self.make("package", maker)

    def scratch(self, attack, number):
        path = self.folder / f"{attack}-{number}"
        path.mkdir(parents=True, exist_ok=True)
        return path


class Attack:
    """Counts tries, and tells what did not survive."""

    def __init__(self, torture, name):
        self.torture, self.name = torture, name
        self.tries, self.faults, self.skipped = 0, 0, []
        self._lock = threading.Lock()
        self.notes = {}
        #: How often each fault came, whatever the numbers and files in it.
        self.kinds = {}

    def note(self, what, number=1):
        with self._lock:
            self.notes[what] = self.notes.get(what, 0) + number

    def skip(self, why):
        self.skipped.append(why)
        print(f"  {self.name}: SKIPPED: {why}", flush=True)

    def check(self, fault, command, keep=()):
        """One try; the files that a failure needs are kept."""
        with self._lock:
            self.tries += 1
            if not fault:
                return
            self.faults += 1
            number = self.faults
            kind = re.sub(r"\d+|/\S+", "#", fault)[:60]
            self.kinds[kind] = self.kinds.get(kind, 0) + 1
            if self.kinds[kind] > MOST_TOLD:
                return
        kept = command
        for path in map(pathlib.Path, keep):
            place = self.torture.findings / f"{self.name}-{number}-{path.name}"
            if path.is_dir():
                shutil.copytree(path, place, dirs_exist_ok=True, symlinks=True)
            elif path.is_file():
                shutil.copy(path, place)
            kept = kept.replace(str(path), str(place))
        print(f"  {self.name}: {fault}\n    {kept}", flush=True)

    def each(self, count, work):
        """Runs `work(number)` for all numbers on all jobs."""
        with concurrent.futures.ThreadPoolExecutor(self.torture.jobs) as pool:
            for future in [pool.submit(work, number) for number in range(count)]:
                future.result()

    def line(self):
        for kind, count in self.kinds.items():
            if count > MOST_TOLD:
                print(f"  {self.name}: {count - MOST_TOLD} more like “{kind}”", flush=True)
        notes = "".join(f"; {count} {what}" for what, count in sorted(self.notes.items()))
        return f"{self.name}: {self.tries} tries, {self.tries - self.faults} survived{notes}"


def tree(folder, ignoring=lambda name: False):
    """Every file below a folder with the hash of its bytes: two trees are the same, or they are not."""
    files = {}
    for path in sorted(pathlib.Path(folder).rglob("*")):
        name = str(path.relative_to(folder))
        if ignoring(name):
            continue
        if path.is_symlink():
            files[name] = "-> " + os.readlink(path)
        elif path.is_file():
            files[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return files


def digest(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


#: Questions that every attack on a database asks: each command that answers, small and large answers.
def questions(code="20001", epci="200000001", departement="20", qpv="QN02001M", programme="cantine", at=("2.05", "44.01")):
    return [
        ("show", code), ("show", epci, "--format", "json"), ("show", qpv, "--format", "geojson"), ("search", "or"),
        ("locate", *at), ("export", "communes"), ("export", "epcis"), ("export", "qpv"),
        ("coverage", "epcis", "--over", "frr"), ("coverage", f"commune:{code}"),
        ("query", "communes in frr or qpv"), ("query", f"touching commune:{code}"), ("query", f"within 5km of commune:{code}"),
        ("nearest", "qpv", code), ("nearest", "france-services", code),
        ("eligible", "--all", code, "--format", "json", "--on", "2026-03-01"),
        ("eligible", programme, code, "--on", "2024-11-15", "--explain"),
        ("overlay", "qpv"), ("sheet", code, "--format", "json"), ("sources", "--format", "json"),
    ]
