"""Files with random changes through everything that reads files: no signal, no hang, no row lost or moved."""

import csv
import gzip
import io
import json
import shutil

import formats
import shared

FORMATS = ("csv", "geojson", "gpkg", "shp", "gz")
#: What the formats make much of.
TOKENS = {
    "csv": [b",", b";", b"\t", b'"', b'""', b"\n", b"\r\n", b"\r", b"\0", b"\xef\xbb\xbf", b"1e308", b"-", b"20001", b"nan", b"\xff"],
    "geojson": [b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\u0000", b"\\ud800", b"null", b"1e999", b"-0", b"181", b"[[[[", b"\xff"],
    "gpkg": [b"GP", b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x00\x00\x00\x00\x00\x00\xf0\x7f"],
    "shp": [b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x00\x00\x00\x00\x00\x00\xf8\x7f", b"\x05\0\0\0"],
    "gz": [b"\x1f\x8b", b"\0", b"\xff\xff", b"\x08\x1d"],
}


def mutated(data, kind, random):
    data = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 3, 8))):
        place = random.randrange(len(data) + 1)
        length = random.choice((1, 1, 2, 4, 16, 200))
        action = random.randrange(8)
        if action == 0 and place < len(data):
            data[place] ^= 1 << random.randrange(8)
        elif action == 1 and place < len(data):
            data[place] = random.randrange(256)
        elif action == 2:
            del data[place:place + length]
        elif action == 3:
            data[place:place] = data[place:place + length] * random.choice((1, 2, 50))
        elif action == 4:
            data[place:place] = random.choice(TOKENS[kind])
        elif action == 5:
            token = random.choice(TOKENS[kind])
            data[place:place + len(token)] = token
        elif action == 6:
            other = random.randrange(len(data) + 1)
            data[place:place + length] = data[other:other + length]
        elif random.random() < 0.3:
            del data[place:]
    return bytes(data)


class Tables:
    """The tables of the bulk commands, and how an answer must correspond to them row by row."""

    def __init__(self, torture):
        self.torture, self.database = torture, torture.small()
        codes = ["20001", "20003", "20004", "20005", "20010", "96001", "96002", "96004"]
        self.points = b"id,lon,lat,note\n" + b"".join(
            f"{n},{2 + n % 40 / 100 + 0.005:.3f},{44 + n % 37 / 100 + 0.003:.3f},row {n}\n".encode() for n in range(60))
        self.lines = b"".join(
            json.dumps({"id": n, "lon": 2 + n % 40 / 100 + 0.005, "lat": 44 + n % 37 / 100 + 0.003}).encode() + b"\n"
            for n in range(60))
        self.batch = b"id,code\n" + b"".join(f"{n},{codes[n % len(codes)]}\n".encode() for n in range(30))
        self.values = b"commune,indicator,value\n" + b"".join(
            f"{code},i{n},{n * 7 + place}\n".encode() for n in range(5) for place, code in enumerate(codes))
        self.clean = {}

    def words(self, command, path):
        return {
            "locate": ("locate", "--input", path, "-d", self.database),
            "ndjson": ("locate", "--ndjson", "--input", path, "-d", self.database),
            "batch": ("eligible", "cantine", "--batch", path, "--on", "2024-11-15", "-d", self.database),
            "rollup": ("rollup", path, "-d", self.database),
        }[command]

    def sound(self, command, data, folder):
        if command not in self.clean:
            path = folder / f"sound-{command}"
            path.write_bytes(data)
            self.clean[command] = self.torture.must(*self.words(command, path)).out
        return self.clean[command]

    def moved(self, command, data, changed, out, folder):
        """A row that is lost, made up, or answered otherwise though nobody changed it."""
        if command == "rollup":
            return self.wrong_sum(changed, out)
        if b'"' in changed and command != "ndjson" or b"\0" in changed:
            return None
        given, sound = changed.split(b"\n"), data.split(b"\n")
        if given[-1] == b"":
            given.pop()
        answers, lawful = out.split(b"\n"), self.sound(command, data, folder).split(b"\n")
        if answers[-1] == b"":
            answers.pop()
        if command == "batch":
            answers = list(csv.reader(io.StringIO(out.decode(errors="replace"))))
            if given[0] != sound[0]:
                return None
            rows = [line for line in given[1:] if line not in (b"", b"\r")]
            if len(answers) - 1 != len(rows):
                return f"{len(answers) - 1} rows out of {len(rows)}"
            for line, answer in zip(rows, answers[1:]):
                fields = line.rstrip(b"\r").split(b",")
                if len(fields) == 2 and fields[1].strip().decode(errors="replace") != answer[0]:
                    return f"{fields[1]!r} answered as {answer[0]!r}"
            return None
        if len(answers) != len(given):
            return f"{len(answers)} lines out of {len(given)}"
        if command == "locate" and given[0] != sound[0]:
            return None
        known = dict(zip(sound, lawful))
        for line, answer in zip(given, answers):
            if line in known and known[line] != answer:
                return f"{line!r} answered by {answer!r} in the place of {known[line]!r}"
        return None

    @staticmethod
    def wrong_sum(changed, out):
        if any(sign in changed for sign in (b'"', b"\0", b"\r", b";", b"\t", b"\xef")):
            return None
        try:
            table = list(csv.DictReader(io.StringIO(changed.decode())))
            sums = {}
            for row in table:
                sums[row["indicator"]] = sums.get(row["indicator"], 0) + float(row["value"])
            found = {
                row["indicator"]: float(row["sum"]) for row in csv.DictReader(io.StringIO(out.decode()))
                if row["kind"] == "region"}
        except (KeyError, ValueError, TypeError):
            return None
        for indicator, value in found.items():
            if indicator in sums and abs(sums[indicator] - value) > 1e-9 * max(1, abs(value)):
                return f"{indicator}: {value} in the place of {sums[indicator]}"
        return None


def run(attack):
    torture = attack.torture
    country = torture.country()
    folder = torture.scratch("mutations", "made")
    tables = Tables(torture)
    shapes = (country / "raw/communes.geojson").read_bytes()
    vectors = formats.write(json.loads(shapes), folder)
    own = b"code,value\n" + b"".join(f"{code},{n}\n".encode() for n, code in enumerate(("20001", "20003", "20004", "96001")))
    roles = {
        "frr": "fictif_dgcl_frr_communes.csv", "zrr": "fictif_dgcl_zrr_2022.csv", "epci": "fictif_dgcl_epci_perimetre.csv",
        "population": "fictif_insee_populations.csv", "cog_commune": "cog_v_commune.csv", "dsr": "fictif_ofgl_dsr_2026.csv",
        "cog_movement": "cog_v_mvt_commune.csv", "qpv_commune": "fictif_anct_qpv_communes.csv",
        "typology": "fictif_insee_typologies_communes.csv", "france_services": "fictif_anct_france_services.csv",
    }
    overlay_sound = {}

    def overlay(path, changed, data):
        """Features that nobody changed have the pieces that they had."""
        result = torture.run("overlay", path, "-d", torture.small())
        fault = result.fault({0, 65})
        if fault or result.code != 0:
            return result, fault
        rows = {}
        for row in csv.reader(io.StringIO(result.out.decode())):
            rows.setdefault(row[0], []).append(row[1:])
        if not overlay_sound:
            sound = folder / "sound.geojson"
            sound.write_bytes(data)
            for row in csv.reader(io.StringIO(torture.must("overlay", sound, "-d", torture.small()).out.decode())):
                overlay_sound.setdefault(row[0], []).append(row[1:])
        try:
            old, new = (json.loads(text)["features"] for text in (data, changed))
        except (ValueError, KeyError, TypeError, RecursionError):
            return result, None
        if len(old) == len(new):
            names = [name for name in overlay_sound if name != "shape"]
            untouched = {names[n] for n in range(len(names)) if n < len(new) and old[n] == new[n]} if len(names) == len(old) else set()
            for name in untouched & set(rows):
                if rows[name] != overlay_sound[name]:
                    return result, f"the unchanged shape {name} has other pieces"
        return result, None

    def into_package(name, words, scratch, keep):
        """A refusal leaves the package as it was; a package that was made can be built or is refused with a sentence."""
        package = scratch / "package"
        shutil.copytree(country / "package", package)
        before = shared.tree(package)
        result = torture.run(*(str(word).replace("PACKAGE", str(package)) for word in words), timeout=60)
        fault = result.fault({0, 64, 65}, megabytes=1_000)
        if not fault and result.code != 0 and shared.tree(package) != before:
            fault = "refused, and the package is not what it was"
        if not fault and result.code == 0:
            built = torture.run("build", "--data", package, "-d", scratch / "it.sqlite")
            fault = built.fault({0, 65})
            if not fault and built.code == 65:
                attack.note(f"of {name} taken by the import and refused by the build")
        attack.check(fault and f"{name}: {fault}", result.command, keep)
        attack.note(f"{'taken' if result.code == 0 else 'refused'} ({name.split()[0]})")

    def work(number):
        kind = FORMATS[number % len(FORMATS)]
        random = torture.random("mutations", kind, number)
        scratch = torture.scratch("mutations", number)
        try:
            if kind == "csv":
                for command, data in (
                    ("locate", tables.points), ("ndjson", tables.lines), ("batch", tables.batch), ("rollup", tables.values)):
                    changed = mutated(data, "geojson" if command == "ndjson" else "csv", random)
                    path = scratch / f"{command}.csv"
                    path.write_bytes(changed)
                    result = torture.run(*tables.words(command, path))
                    fault = result.fault({0, 65})
                    if not fault and result.code == 0:
                        fault = tables.moved(command, data, changed, result.out, folder)
                    attack.check(fault and f"{command}: {fault}", result.command, [path])
                path = scratch / "own.csv"
                path.write_bytes(mutated(own, "csv", random))
                into_package("load", ("load", "indicator", path, "--code", "x", "--label-fr", "x", "--unit", "x", "--period",
                                      "2024", "--aggregation", "sum", "--data", "PACKAGE"), scratch, [path])
                shutil.rmtree(scratch / "package")
                role = random.choice(sorted(roles))
                path = scratch / roles[role]
                path.write_bytes(mutated((country / "raw" / roles[role]).read_bytes(), "csv", random))
                into_package(f"import {role}", attack_import(country, role, path), scratch, [path])
            elif kind == "geojson":
                changed = mutated(shapes, kind, random)
                path = scratch / "shapes.geojson"
                path.write_bytes(changed)
                result, fault = overlay(path, changed, shapes)
                attack.check(fault and f"overlay: {fault}", result.command, [path])
                into_package("geojson import", attack_import(country, "commune_shape", path), scratch, [path])
            elif kind == "gz":
                packed = gzip.compress(shapes, mtime=0)
                path = scratch / "shapes.geojson.gz"
                path.write_bytes(mutated(packed, kind, random))
                into_package("gzip import", attack_import(country, "commune_shape", path), scratch, [path])
                result = torture.run("overlay", path, "-d", torture.small())
                attack.check(result.fault({0, 65}), result.command, [path])
            else:
                files = vectors[kind]
                for file in files:
                    shutil.copy(file, scratch)
                target = scratch / random.choice([file.name for file in files for _ in range(3 if file.suffix == ".shp" else 1)])
                target.write_bytes(mutated(target.read_bytes(), kind, random))
                into_package(f"{kind} import", attack_import(country, "commune_shape", scratch / f"communes.{kind}"), scratch,
                             [scratch / file.name for file in files])
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    attack.each(torture.count(10_000 * len(FORMATS), 25), work)


def attack_import(country, role, path):
    return ("import", "--from", country / "raw", "--data", "PACKAGE", "--scope", "region:99", "--file", f"{role}={path}")
