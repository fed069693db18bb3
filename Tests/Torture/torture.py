#!/usr/bin/env python3
"""Attacks the program the way bad luck and bad people do, and tells what did not survive: docs/torture.md."""

import argparse
import importlib
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import shared

ATTACKS = [
    "extremes", "outputs", "edits", "package", "kills", "pairs", "readers", "corruption", "mutations", "bulk",
]


def each_alone(options, program, findings):
    """One process for each attack: a child begins with the peak of memory of its parent."""
    words = [sys.executable, __file__, "--program", program, "--scale", options.scale, "--seed", options.seed]
    words += ["--jobs", options.jobs, "--findings", findings] + ["--no-memory-limit"] * options.no_memory_limit
    codes = [subprocess.run([str(word) for word in [*words, "--attack", name]]).returncode for name in options.attack]
    if not any(codes) and not options.findings:
        shutil.rmtree(findings, ignore_errors=True)
    return 1 if any(codes) else 0


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--program", default=shared.REPOSITORY / ".build/release/territory")
    options.add_argument("--attack", nargs="*", default=ATTACKS, choices=ATTACKS, metavar="NAME")
    options.add_argument("--scale", type=float, default=0.005, help="share of the full counts (1 is all; default 0.005)")
    options.add_argument("--seed", default="1")
    options.add_argument("--jobs", type=int, default=os.cpu_count())
    options.add_argument("--findings", help="folder for the files that failures need (default: a temporary one)")
    options.add_argument("--no-memory-limit", action="store_true", help="for a program built with a sanitizer")
    options = options.parse_args()
    if options.findings:
        pathlib.Path(options.findings).mkdir(parents=True, exist_ok=True)
    findings = options.findings or tempfile.mkdtemp(prefix="territory-findings-")
    memory = None if options.no_memory_limit else shared.MOST_MEMORY
    program = pathlib.Path(options.program).resolve()
    if len(options.attack) > 1:
        return each_alone(options, program, findings)
    torture = shared.Torture(program, options.scale, options.seed, options.jobs, findings, memory)
    faults = 0
    # A time limit from outside ends the run as an exception does: nothing stays behind.
    def stop(*_):
        shared.kill_all()
        torture.close()
        os._exit(1)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        for name in options.attack:
            attack = shared.Attack(torture, name)
            start = time.monotonic()
            importlib.import_module(f"attack_{name}").run(attack)
            print(f"{attack.line()} ({time.monotonic() - start:.0f} s)", flush=True)
            faults += attack.faults
    finally:
        torture.close()
    if not options.findings and not any(pathlib.Path(findings).iterdir()):
        os.rmdir(findings)
    elif faults:
        print(f"Files that failures need: {findings}")
    if faults:
        words = f"--scale {options.scale} --seed {options.seed}"
        print(f"{faults} failures. The same again: {sys.argv[0]} --program {program} {words} --attack NAME")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
