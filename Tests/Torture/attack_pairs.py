"""Two at once that write the same: each whole, none lost, whatever their process numbers are."""

import concurrent.futures
import shutil
import subprocess

import attack_kills
import shared


def run(attack):
    torture = attack.torture
    package = torture.country() / "package"
    scratch = torture.scratch("pairs", "made")
    sources, newer = torture.country() / "raw", attack_kills.new_sources(torture)
    imported = scratch / "imported"
    shutil.copytree(package, imported)
    torture.must(*attack_kills.import_words(newer, imported))
    old, new = (attack_kills.built_hash(torture, folder, scratch) for folder in (package, imported))
    pool = concurrent.futures.ThreadPoolExecutor(2 * torture.jobs)

    def both(first, second, prefix=()):
        jobs = [pool.submit(shared.run, [*prefix, torture.program, *words], memory=torture.memory) for words in (first, second)]
        return [job.result() for job in jobs]

    def told(results, fault, what):
        for result in results:
            fault = fault or result.fault({0, 2, 65, 74})
        if not fault and all(result.code != 0 for result in results):
            fault = f"neither works: {results[0].err[:200]!r}"
        attack.check(fault and f"{what}: {fault}", " & ".join(result.command for result in results) + " & wait")

    # What a run that nobody disturbs leaves beside its file, such as a lock, is lawful.
    calm = torture.scratch("pairs", "calm")
    torture.must("build", "--data", package, "-d", calm / "it.sqlite")
    shutil.copytree(package, calm / "it")
    torture.must(*attack_kills.import_words(newer, calm / "it"))
    lawful = {path.name for path in calm.iterdir()} | {"probe.sqlite"}

    def builds(number, prefix, what):
        folder = torture.scratch("pairs", f"{what}-{number}")
        database = folder / "it.sqlite"
        shutil.copy(torture.small(), database)
        results = both(
            ("build", "--data", package, "-d", database), ("build", "--data", imported, "-d", database), prefix)
        verified = torture.run("verify", "-d", database)
        fault = None if verified.code == 0 else f"the database is broken: {verified.err[:200]!r}"
        for result, own in zip(results, (old, new)):
            if not fault and result.code == 0 and own not in result.out.decode():
                fault = f"the hash printed is not that of its package: {result.out.split()[-1].decode()}"
        left = {path.name for path in folder.iterdir()} - lawful
        told(results, fault or (f"left behind: {sorted(left)}" if left else None), what)
        shutil.rmtree(folder)

    for number in range(torture.count(60)):
        builds(number, (), "two builds")
    namespaces = ("unshare", "--pid", "--fork", "--mount-proc")
    if subprocess.run([*namespaces, "true"], capture_output=True).returncode == 0:
        for number in range(torture.count(100)):
            builds(number, namespaces, "two builds that are both process 1")
    else:
        attack.skip("no process namespaces here: builds that are both process 1 were not tried")

    def in_package(number, what, first, second, has, hashes):
        folder = torture.scratch("pairs", f"{what}-{number}")
        place = folder / "it"
        shutil.copytree(package, place)
        results = both(*[[str(word).replace("PLACE", str(place)).replace("FOLDER", str(folder)) for word in words]
                         for words in (first, second)])
        built = torture.run("build", "--data", place, "-d", folder / "probe.sqlite")
        fault = None if built.code == 0 else f"the package is broken: {built.err[:200].decode(errors='replace')!r}"
        if not fault and hashes and built.out.split()[-1].decode() not in hashes:
            fault = "the package is neither of the two"
        for result, check in zip(results, has):
            if not fault and result.code == 0 and not check(place):
                fault = "one is lost, though it says exit 0"
        left = {path.name for path in folder.iterdir()} - lawful
        told(results, fault or (f"left behind: {sorted(left)}" if left else None), what)
        shutil.rmtree(folder)

    def loaded(code):
        def check(place):
            return any(
                line.startswith(code + ",") for path in (place / "data/own").glob("*.csv")
                for line in path.read_text().splitlines())
        return check

    def any_outcome(place):
        return True

    def is_imported(place):
        return any("5310" in path.read_text() for path in [place / "data/populations.csv"])

    build = ("build", "--data", "PLACE", "-d", "FOLDER/it.sqlite")
    one, two = attack_kills.load_words(torture, "one"), attack_kills.load_words(torture, "two")
    imports = attack_kills.import_words(newer), attack_kills.import_words(sources)
    for what, first, second, has, hashes in (
        ("two loads", one, two, (loaded("one"), loaded("two")), None),
        ("two imports", *imports, (any_outcome, any_outcome), {old, new}),
        ("import and load", imports[0], one, (is_imported, loaded("one")), None),
        ("build and import", build, imports[0], (any_outcome, is_imported), {old, new}),
        ("build and load", build, one, (any_outcome, loaded("one")), None),
    ):
        for number in range(torture.count(60)):
            in_package(number, what, first, second, has, hashes)
    pool.shutdown()
