"""Every command whose answer cannot be written: 74 or a quiet end, never a crash, and nothing half written."""

import os
import pathlib
import shutil
import signal
import subprocess

import shared


def run(attack):
    torture = attack.torture
    small = torture.small()
    folder = torture.scratch("outputs", 0)
    table = folder / "points.csv"
    table.write_text("id,lon,lat,commune,indicator,value,code\n1,2.05,44.01,20001,a,1,20001\n")
    commands = [(*words, "-d", small) for words in shared.questions()] + [
        ("locate", "--input", table, "-d", small), ("rollup", table, "-d", small), ("verify", "-d", small),
        ("eligible", "cantine", "--batch", table, "-d", small), ("indicators", "-d", small), ("figures", "-d", small),
        ("measures", "-d", small), ("contracts", "-d", small), ("reconcile", "-d", small), ("eligible", "-d", small),
        ("compare", "20001", "20002", "-d", small), ("aggregate", "population", "--level", "departement", "-d", small),
        ("--help",), ("--version",), ("show", "--help"), ("--generate-completion-script", "bash"),
        ("build", "--data", torture.country() / "package", "-d", folder / "new.sqlite"),
    ]
    lawful = {words: torture.run(*words).code for words in commands}

    def told(result, words, how, quiet=()):
        # A command that answers nothing, or refuses for another reason, has nothing to lose.
        allowed = {74, lawful[words], *quiet} - ({0} if lawful[words] == 0 and 0 not in quiet else set())
        fault = result.fault(allowed)
        if fault and result.code == -signal.SIGPIPE and "closed pipe" in how:
            fault = None
        attack.check(fault, f"{result.command} {how}")

    for words in commands:
        with open("/dev/full", "wb") as full:
            told(torture.run(*words, out=full, timeout=30), words, ">/dev/full")
        shell = ["bash", "-c", '"$@" >&-', "bash", torture.program, *words]
        told(shared.run(shell, timeout=30, memory=torture.memory), words, ">&-")
        for ignored in (False, True):
            reader, writer = os.pipe()
            os.close(reader)
            trap = "trap '' PIPE; " if ignored else ""
            shell = ["bash", "-c", trap + 'exec "$@"', "bash", torture.program, *words]
            result = shared.run(shell, out=writer, timeout=30, memory=torture.memory)
            os.close(writer)
            told(result, words, "| (closed pipe)" + (" with SIGPIPE ignored" if ignored else ""), quiet=(0, 141))
    full_disk(attack, folder)


def full_disk(attack, folder):
    """A file system of a few kilobytes, in a mount namespace of its own."""
    torture = attack.torture
    if subprocess.run(["unshare", "--mount", "true"], capture_output=True).returncode != 0:
        return attack.skip("no mount namespaces here: the full disk was not tried")
    small, country = torture.small(), torture.country()
    place = folder / "disk"
    place.mkdir()
    own = folder / "own.csv"
    own.write_text("code,value\n" + "".join(f"{code},1\n" for code in ("20001", "20002", "20003", "20004")))
    size = small.stat().st_size
    # A file takes whole blocks, and a folder one.
    package = sum(-(-path.stat().st_size // 4096) * 4096 for path in (country / "package").rglob("*"))
    script = (
        'mount -t tmpfs -o size="$1" tmpfs "$2" && cp -a "$3" "$2/it" && { before=$(ls -A "$2"; find "$2" -type f '
        '-exec sha256sum {} + | sort); shift 3; "$@"; code=$?; after=$(ls -A "$0"; find "$0" -type f -exec sha256sum '
        '{} + | sort); [ "$code" -eq 0 ] || [ "$before" = "$after" ] || { echo LEFT BEHIND: $(diff <(echo "$before") '
        '<(echo "$after")) >&2; exit 99; }; exit $code; }')
    # From room for a few blocks more than what is there, to almost enough.
    for share in (0.02, 0.1, 0.3, 0.5, 0.7, 0.9):
        for held, room, words in (
            (small, size, ("build", "--data", country / "package", "-d", place / "it")),
            (small, size, ("export", "communes", "-d", small, "-o", place / "communes.geojson")),
            (country / "package", package, (
                "import", "--from", country / "raw", "--data", place / "it", "--scope", "region:99")),
            (country / "package", package, (
                "load", "indicator", own, "--code", "x", "--label-fr", "x", "--unit", "x", "--period", "2024",
                "--aggregation", "sum", "--data", place / "it")),
        ):
            total = int(room * (1 + share)) // 4096 * 4096 + 65536
            if words[0] == "export":
                total = room + int(4096 * 20 * share) // 4096 * 4096
            result = shared.run(
                ["unshare", "--mount", "bash", "-c", script, place, str(total), place, held, torture.program, *words],
                timeout=60, memory=torture.memory)
            fault = result.fault({0, 74})
            attack.check(fault, f"{' '.join(map(str, words))}  # on a file system of {total} bytes that holds {pathlib.Path(held).name}")
    # A limit on the size of files is a full disk as well; SIGXFSZ is ignored, so that writing fails.
    for blocks in (0, 1, 8, 64, 256):
        database = folder / "limited.sqlite"
        shutil.copy(small, database)
        before = shared.digest(database)
        shell = f"trap '' XFSZ; ulimit -f {blocks}; exec \"$@\""
        result = shared.run(
            ["bash", "-c", shell, "bash", torture.program, "build", "--data", country / "package", "-d", database],
            timeout=60, memory=torture.memory)
        fault = result.fault({0, 74})
        # Messages go to a file as well: of 0 bytes, it takes none.
        if blocks == 0 and result.code == 74:
            fault = None
        if not fault and result.code != 0 and shared.digest(database) != before:
            fault = "the old database is not what it was"
        attack.check(fault, f"ulimit -f {blocks}; {result.command}")
