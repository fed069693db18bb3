"""Damage to the data package, as found and with the hash made to agree: exit 65 with the file and the line, the old
database untouched."""

import csv
import hashlib
import io
import json
import os
import pathlib
import shutil

import shared

KINDS = 213


# Each kind of damage takes the bytes of a file and gives others, or None where the file has no place for it.

def rows(data):
    return list(csv.reader(io.StringIO(data.decode())))


def text(table):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(table)
    return out.getvalue().encode()


def cell(change, wanted):
    """Changes one cell of the first column whose name and value are wanted, in the second row from the end."""

    def damage(data):
        table = rows(data)
        place = len(table) - 2 if len(table) > 2 else len(table) - 1
        if place < 1:
            return None
        for column, name in enumerate(table[0]):
            if wanted(name, table[place][column]):
                table[place][column] = change(table[place][column])
                return text(table)
        return None

    return damage


def is_code(name, value):
    return name in ("code", "commune", "territory", "epci", "qpv", "zoning", "seat", "departement", "region") and value


def is_number(name, value):
    return value.isdigit() and name in (
        "municipal", "counted_apart", "total", "declared_population", "declared_members", "rank", "stand_in_months")


def is_name(name, value):
    return value and name.startswith(("name", "label", "title"))


def is_date(name, value):
    return len(value) == 10 and value[4] == value[7] == "-"


def is_boolean(name, value):
    return value in ("true", "false", "0", "1") and name.startswith(("is_", "in_", "holds_"))


def with_rows(change):
    def damage(data):
        table = rows(data)
        return text(change(table)) if len(table) > 2 else None
    return damage


CSV = {
    "not UTF-8": lambda data: data[:-20] + b"\xff\xfe" + data[-20:],
    "a quote that stays open": lambda data: data + b'"open,x\n',
    "nothing at all": lambda data: b"",
    "a zero byte": lambda data: data + b"\0\n",
    "a field too many": with_rows(lambda table: table[:-1] + [table[-1] + ["x"]]),
    "a field too few": with_rows(lambda table: table[:-1] + [table[-1][:-1]]),
    "a column gone": with_rows(lambda table: [row[1:] for row in table]),
    "a column more": with_rows(lambda table: [table[0] + ["more"]] + [row + ["1"] for row in table[1:]]),
    "a column twice": with_rows(lambda table: [row + [row[0]] for row in table]),
    "another name of a column": with_rows(lambda table: [["x" + table[0][0], *table[0][1:]], *table[1:]]),
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "a row twice": with_rows(lambda table: table + [table[-1]]),
    "a code of another form": cell(lambda value: "é" + value, is_code),
    "an empty code": cell(lambda value: "", is_code),
    "a code that leads nowhere": cell(lambda value: "9Z999", lambda name, value: name in ("commune", "epci", "qpv") and value),
    "a number too large": cell(lambda value: str(2**63 - 1), is_number),
    "a number beyond all bounds": cell(lambda value: "9" * 40, is_number),
    "a number in hexadecimal": cell(lambda value: "0x10", is_number),
    "a negative number": cell(lambda value: "-5", is_number),
    "a number with a fraction": cell(lambda value: "1.5", is_number),
    "not a number": cell(lambda value: "nan", is_number),
    "an escape sequence in a name": cell(lambda value: "\x1b[31m" + value, is_name),
    "a sign that turns text round": cell(lambda value: "\u202e" + value, is_name),
    "an empty name": cell(lambda value: "", is_name),
    "a day that is none": cell(lambda value: "2024-02-31", is_date),
    "a day in another form": cell(lambda value: "01/02/2024", is_date),
    "neither true nor false": cell(lambda value: "maybe", is_boolean),
    "a line of 2 MB": with_rows(lambda table: table[:-1] + [["x" * 2_000_000, *table[-1][1:]]]),
}


def shapes(change):
    def damage(data):
        document = json.loads(data)
        if change(document["features"]) is False:
            return None
        return json.dumps(document, separators=(",", ":")).replace('},{"type":"Feature"', '},\n{"type":"Feature"').encode()
    return damage


def ring(features, place=3):
    coordinates = features[place]["geometry"]["coordinates"]
    return coordinates[0][0] if features[place]["geometry"]["type"] == "MultiPolygon" else coordinates[0]


def crossing(features):
    points = ring(features)
    if len(points) < 6:
        return False
    points[1], points[3] = points[3], points[1]


def somewhere_else(features):
    for polygon in features[3]["geometry"]["coordinates"]:
        for points in polygon if features[3]["geometry"]["type"] == "MultiPolygon" else [polygon]:
            points[:] = [[latitude, longitude] for longitude, latitude in points]


GEOJSON = {
    "cut short": lambda data: data[: len(data) * 2 // 3],
    "not UTF-8": lambda data: data[:200] + b"\xff" + data[200:],
    "nothing at all": lambda data: b"",
    "nested ten thousand levels deep": lambda data: b'{"type":' + b"[" * 10_000,
    "a latitude of 200": shapes(lambda features: ring(features)[1].__setitem__(1, 200)),
    "a longitude of 1e300": shapes(lambda features: ring(features)[1].__setitem__(0, 1e300)),
    "a coordinate that is a text": shapes(lambda features: ring(features)[1].__setitem__(0, "x")),
    "an open ring": shapes(lambda features: ring(features).pop()),
    "a ring of two positions": shapes(lambda features: ring(features).__delitem__(slice(2, None))),
    "a ring that crosses itself": shapes(crossing),
    "longitude and latitude swapped": shapes(somewhere_else),
    "a shape without polygons": shapes(lambda features: features[3].__setitem__("geometry", None)),
    "a point for a shape": shapes(
        lambda features: features[3].__setitem__("geometry", {"type": "Point", "coordinates": [1, 43]})),
    "a feature twice": shapes(lambda features: features.append(features[3])),
    "a code of another form": shapes(lambda features: features[3]["properties"].__setitem__("code", "x")),
    "no code": shapes(lambda features: features[3]["properties"].pop("code")),
    "a code that is not in the tables": shapes(lambda features: features[3]["properties"].__setitem__(
        "code", "01999" if len(features[3]["properties"]["code"]) == 5 else "QN09999M")),
    "no features": lambda data: b'{"type":"FeatureCollection"}',
    "another document": lambda data: b"[1,2,3]",
}

YAML = {
    "not UTF-8": lambda data: data + b"# \xff\n",
    "nothing at all": lambda data: b"",
    "a tab for indentation": lambda data: data + b"x:\n\t- y\n",
    "a second document": lambda data: data + b"\n---\na: b\n",
    "an unknown member": lambda data: data + b"\nunknown: 1\n",
    "a member twice": lambda data: data + data,
    "aliases that grow": lambda data: b"a: &a [x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (c, c, b", ".join([b"*%c" % (c - 1)] * 10)) for c in range(98, 110)),
    "nested ten thousand levels deep": lambda data: b"a: " + b"[" * 10_000,
    "an escape sequence": lambda data: data.replace(b"fr: ", b'fr: "\\e[31m" # ', 1) if b"fr: " in data else None,
    "a text for an object": lambda data: b"just a text\n",
    "2 MB": lambda data: data + b"# x\n" * 500_000,
}

JSON = {
    "cut short": lambda data: data[: len(data) // 2],
    "nothing at all": lambda data: b"",
    "not UTF-8": lambda data: data.replace(b'"name"', b'"na\xffme"', 1),
    "no resources": lambda data: b'{"name":"x"}',
    "another type": lambda data: b"[]",
    "nested ten thousand levels deep": lambda data: b"[" * 10_000,
    "a resource twice": lambda data: twice(data),
    "a path that leads away": lambda data: data.replace(b'"path" : "', b'"path" : "../../../../etc/', 1),
}


def twice(data):
    document = json.loads(data)
    document["resources"].append(document["resources"][0])
    return json.dumps(document).encode()


def becomes(make):
    def change(path):
        path.unlink()
        make(path)
    return change


PLACES = {
    "gone": becomes(lambda path: None),
    "a folder": becomes(lambda path: path.mkdir()),
    "a pipe that nobody writes to": becomes(lambda path: os.mkfifo(path)),
    "a link to itself": becomes(lambda path: path.symlink_to(path.name)),
}


def kinds(package):
    """213 pairs of a file and a kind of damage, spread over the files; always the same."""
    found = []
    for path in sorted(package.rglob("*")):
        # Those of the import are not read by the build.
        if not path.is_file() or path.name in ("schema.json", "sources.csv", "corrections.csv"):
            continue
        name = str(path.relative_to(package))
        data = path.read_bytes()
        table = {".csv": CSV, ".geojson": GEOJSON, ".yaml": YAML, ".json": JSON}.get(path.suffix, {})
        if name == "geo/repairs.csv":
            table = {}
        # The identifiers of what is kept by hand have no form.
        is_free = name.startswith("data/policy/")
        found += [(name, what, None) for what, change in table.items()
                  if change(data) not in (None, data) and not (is_free and what == "a code of another form")]
        # A programme is one file, which no list names: without it, there is no such programme.
        is_rule = name.startswith("data/rules/")
        found += [(name, what, place) for what, place in PLACES.items() if not (is_rule and what == "gone")]
    # Spread evenly, so that every file and every kind comes.
    step = len(found) / KINDS
    return [found[int(number * step)] for number in range(KINDS)]


def agree(package, name, data):
    """Makes the descriptor beside a file say what the file has become."""
    folder = package / name.split("/")[0]
    for descriptor in {package / name.rsplit("/", 1)[0] / "datapackage.json", folder / "datapackage.json"}:
        if not descriptor.is_file() or (package / name) == descriptor:
            continue
        document = json.loads(descriptor.read_text())
        for resource in document["resources"]:
            if (descriptor.parent / resource["path"]) == package / name and "hash" in resource:
                resource["hash"] = "sha256:" + hashlib.sha256(data).hexdigest()
                if "bytes" in resource:
                    resource["bytes"] = len(data)
                descriptor.write_text(json.dumps(document))
                return True
    return False


#: Damage that has a line: the sentence names it.
LINES = {
    "a quote that stays open", "a field too many", "a field too few", "a row twice", "a code of another form",
    "an empty code", "a number too large", "a number beyond all bounds", "a number in hexadecimal", "a negative number",
    "a number with a fraction", "not a number", "a day that is none", "a day in another form", "neither true nor false",
    "an escape sequence in a name", "a sign that turns text round", "an empty name",
}
TABLES = {".csv": CSV, ".geojson": GEOJSON, ".yaml": YAML, ".json": JSON}


def run(attack):
    torture = attack.torture
    found = kinds(torture.package())
    count = torture.count(KINDS, 40)
    chosen = [found[number * KINDS // count] for number in range(count)]

    def work(number):
        name, what, place = chosen[number]
        for agrees in (False, True):
            scratch = torture.scratch("package", f"{number}-{agrees}")
            package = scratch / "it"
            shutil.copytree(torture.package(), package)
            database = scratch / "it.sqlite"
            os.link(torture.full(), database)
            before = os.stat(database).st_ino, os.stat(database).st_mtime_ns
            path = package / name
            if place:
                if agrees:
                    continue
                place(path)
            else:
                data = TABLES[path.suffix][what](path.read_bytes())
                path.write_bytes(data)
                if agrees and not agree(package, name, data):
                    # Rules and what is maintained by hand have no hash: once is enough.
                    shutil.rmtree(scratch)
                    continue
            result = torture.run("build", "--data", package, "-d", database, timeout=60)
            fault = result.fault({65}, megabytes=1_000)
            message = result.err.decode(errors="replace")
            if result.code == 0:
                fault = "built as if nothing were wrong"
            if not fault and path.name not in message:
                fault = f"the file is not named: {message[:160]!r}"
            if not fault and agrees and what in LINES and f"{path.name}:" not in message:
                fault = f"the line is not named: {message[:160]!r}"
            if not fault and len(message) > 1_000_000:
                fault = f"{len(message)} bytes of messages"
            if result.code != 0 and (os.stat(database).st_ino, os.stat(database).st_mtime_ns) != before:
                fault = "the old database was touched"
            left = {entry.name for entry in scratch.iterdir()} - {"it", "it.sqlite"}
            if not fault and left:
                fault = f"left behind: {sorted(left)}"
            how = "with the hash made to agree" if agrees else "as found"
            keep = [path] if path.is_file() and not path.is_symlink() else []
            attack.check(fault and f"{name}: {what}, {how}: {fault}", f"{result.command}  # {path}", keep)
            shutil.rmtree(scratch, ignore_errors=True)

    attack.each(count, work)
