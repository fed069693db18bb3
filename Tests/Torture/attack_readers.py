"""Readers beside rebuilds and swaps: every answer is that of one database."""

import os
import pathlib
import shutil
import threading
import time

import shared


def other_package(torture):
    """The package of the repository with another name for every commune, département and QPV."""

    def maker(path):
        path.mkdir()
        for name in ("geo", "data"):
            shutil.copytree(shared.REPOSITORY / name, path / name)
        for name in ("communes.csv", "departements.csv", "qpvs.csv"):
            table = path / "data" / name
            lines = table.read_text().splitlines(keepends=True)
            place = lines[0].strip().split(",").index("name")
            edited = [lines[0]]
            for line in lines[1:]:
                if '"' in line:
                    edited.append(line)
                    continue
                fields = line.split(",")
                fields[place] = fields[place].rstrip("\r\n") + " B" + ("\n" if fields[place].endswith("\n") else "")
                edited.append(",".join(fields))
            table.write_text("".join(edited))

    return torture.make("other-package", maker)


def run(attack):
    torture = attack.torture
    first = torture.full()
    other = other_package(torture)
    second = torture.make(
        "other.sqlite",
        lambda path: torture.must("build", "--accept-edited", "--data", other, "-d", path, timeout=120))
    place = torture.scratch("readers", 0) / "it.sqlite"
    os.link(first, place)
    table = place.parent / "points.csv"
    table.write_text("id,lon,lat\n" + "".join(f"{n},{1 + n % 30 / 10},{43 + n % 17 / 10}\n" for n in range(20_000)))
    questions = shared.questions("31555", "243100518", "48", "QN03016M", at=("1.44", "43.6")) + [
        ("locate", "--input", table, "--add", "commune,commune_name"), ("export", "communes", "--simplify", "50"),
        ("verify",), ("export", "communes"), ("export", "departements"),
    ]
    torture.must("build", "--data", torture.package(), "-d", place, timeout=300)
    lawful = {path.name for path in place.parent.iterdir()}
    answers = []
    for words in questions:
        pair = [torture.run(*words, "-d", database, timeout=120) for database in (first, second)]
        answers.append({(result.code, result.out) for result in pair})
        if pair[0].code != 0:
            attack.note(f"question that is refused ({' '.join(map(str, words[:2]))})")
    done = threading.Event()
    counts = {"swaps": 0, "rebuilds": 0}

    def swap(number):
        draft = place.with_name(f"draft-{number}")
        os.link((first, second)[number % 2], draft)
        os.rename(draft, place)

    def change():
        try:
            replace()
        finally:
            done.set()

    def replace():
        for number in range(torture.count(2_000, 200)):
            swap(number)
            counts["swaps"] += 1
            time.sleep(torture.random("swap", number).uniform(0, 0.05))
        for number in range(torture.count(200)):
            package, words = ((shared.REPOSITORY, ()), (other, ("--accept-edited",)))[number % 2]
            result = torture.run("build", *words, "--data", package, "-d", place, timeout=300)
            counts["rebuilds"] += 1
            attack.check(result.fault({0}), result.command)

    def read(reader):
        random = torture.random("reader", reader)
        while not done.is_set():
            number = random.randrange(len(questions))
            result = torture.run(*questions[number], "-d", place, timeout=300)
            fault = result.fault({0, *(code for code, _ in answers[number])})
            if not fault and (result.code, result.out) not in answers[number]:
                fault = "an answer of neither database: a mixture"
            attack.check(fault, result.command.replace(str(place), "DATABASE-BEING-REPLACED"))

    threads = [threading.Thread(target=read, args=(reader,)) for reader in range(8)]
    threads.append(threading.Thread(target=change))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for what, count in counts.items():
        attack.note(what, count)
    left = {path.name for path in place.parent.iterdir()} - lawful
    attack.check(f"left behind: {sorted(left)}" if left else None, f"ls -A {place.parent}")
