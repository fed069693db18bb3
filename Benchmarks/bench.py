#!/usr/bin/env python3
"""Runs the command `territory` beside other tools on the same work, whole processes in alternating rounds.

Inputs come from the ready database, so that all have the same ground. Answers are compared outside the timing. A tool
that is not installed is skipped, and said so. See docs/benchmarks.md.
"""
import argparse, csv, hashlib, json, math, os, platform, random, statistics, struct, subprocess, sys, time

sys.dont_write_bytecode = True

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
PROPERTIES = ("code,name,arrondissement,epci,departement,region,municipal_population,area_km2,in_scope,density3,density7,"
              "dsr_cible,dsr_cible_garantie,dsr_perequation,frr,montagne,rural,zrr")


# Seconds from which a command is run once: its first run says enough.
SLOW = 15


def wkb(geometry):
    """A MultiPolygon as little-endian WKB, in hexadecimal."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    out = struct.pack("<BII", 1, 6, len(polygons))
    for rings in polygons:
        out += struct.pack("<BII", 1, 3, len(rings))
        for ring in rings:
            out += struct.pack("<I", len(ring)) + b"".join(struct.pack("<dd", *p[:2]) for p in ring)
    return out.hex()


def bounds(features):
    """West, south, east and north."""
    positions = [p for f in features for polygon in f["geometry"]["coordinates"] for p in polygon[0]]
    return [min(p[0] for p in positions), min(p[1] for p in positions),
            max(p[0] for p in positions), max(p[1] for p in positions)]


def middle(geometry):
    """The centroid of the largest exterior, in degrees."""
    def moments(ring):
        area = x = y = 0
        for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
            cross = (x1 - ring[0][0]) * (y2 - ring[0][1]) - (x2 - ring[0][0]) * (y1 - ring[0][1])
            area, x, y = area + cross, x + cross * (x1 + x2 + ring[0][0]) / 3, y + cross * (y1 + y2 + ring[0][1]) / 3
        return area, x, y
    area, x, y = max((moments(polygon[0]) for polygon in geometry["coordinates"]), key=lambda m: abs(m[0]))
    return x / area, y / area


def prepare(options, suite):
    """Writes the inputs once; the seeds are fixed.

    Returns the number of vertices of the communes.
    """
    work = suite.work
    os.makedirs(work, exist_ok=True)
    text = subprocess.run([options.territory, "export", "communes", "--outside", "--properties", PROPERTIES,
                           "-d", suite.database], check=True, capture_output=True).stdout
    features = [f for f in json.loads(text)["features"] if f["geometry"]]
    vertices = sum(len(ring) for f in features for polygon in f["geometry"]["coordinates"] for ring in polygon)
    if os.path.exists(f"{work}/shapes.csv"):
        return vertices
    names = PROPERTIES.split(",")
    with open(f"{work}/communes.csv", "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(names + ["wkb"])
        for f in features:
            out.writerow(["" if f["properties"][n] is None else f["properties"][n] for n in names] + [wkb(f["geometry"])])
    rng = random.Random(20261122)
    # Lambert-93, in which the peers measure, is for metropolitan France.
    metropolitan = [f for f in features if not f["properties"]["departement"].startswith("97")]
    box = bounds(metropolitan)
    with open(f"{work}/points.csv", "w") as file:
        file.write("id,lon,lat\n")
        for i in range(options.points):
            file.write(f"{i},{rng.uniform(box[0], box[2]):.6f},{rng.uniform(box[1], box[3]):.6f}\n")
    with open(f"{work}/values.csv", "w") as file:
        file.write("code,indicator,value\n")
        for f in features:
            for i in range(100):
                value = "" if rng.random() < 0.02 else f"{rng.uniform(0, 1000):.2f}"
                file.write(f"{f['properties']['code']},i{i},{value}\n")
    # Neighbourhoods: circles of 500 to 1,500 m around the middle of a commune, about as many as there are QPV.
    shapes = []
    for i in range(110 if len(features) < 10_000 else 1500):
        x, y = middle(rng.choice(metropolitan)["geometry"])
        r = rng.uniform(500, 1500) / 111_000
        ring = [[round(x + r / math.cos(math.radians(y)) * math.cos(2 * math.pi * k / 64), 7),
                 round(y + r * math.sin(2 * math.pi * k / 64), 7)] for k in range(64)]
        shapes.append({"type": "Feature", "properties": {"id": f"s{i}"},
                       "geometry": {"type": "Polygon", "coordinates": [ring + [ring[0]]]}})
    json.dump({"type": "FeatureCollection", "features": shapes}, open(f"{work}/shapes.geojson", "w"))
    with open(f"{work}/shapes.csv", "w") as file:
        file.write("id,wkb\n" + "".join(f"{s['properties']['id']},{wkb(s['geometry'])}\n" for s in shapes))
    return vertices


def run(command, env, wants_peak=False):
    """Wall and CPU seconds, and peak megabytes, of a process and its children.

    A process starts with the peak of the one that made it: where the peak is wanted, a small one stands between, if there
    is GNU time. It takes a millisecond, and is left out where seconds are.
    """
    words = ["sh", "-c", f"exec {command}"]
    if wants_peak and os.path.exists("/usr/bin/time"):
        words = ["/usr/bin/time", "-q", "-f", "peak %M"] + words
    start = time.perf_counter()
    process = subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        raise RuntimeError(message[-400:])
    peak = message.rsplit("peak ", 1)[-1].strip() if "peak " in message else str(usage.ru_maxrss)
    return wall, usage.ru_utime + usage.ru_stime, int(peak) / 1024


def digest(lines):
    return f"{len(lines)} rows {hashlib.md5(chr(10).join(sorted(lines)).encode()).hexdigest()[:8]}"


def rows(path):
    with open(path, newline="") as file:
        yield from csv.reader(file)


def answer(work, workload, tool):
    """What an answer says, rounded as far as tools with other formulas agree."""
    path = f"{work}/out/{workload}.{tool}"
    ours = tool.startswith("territory")
    if workload == "w2":
        return open(path).read().split()[2]
    if workload == "w1":
        place = 3 if ours else 1
        return digest([f"{r[0]},{r[place]}" for r in rows(path) if r[place] and r[0] != "id"])
    if workload == "w3":
        return digest([f"{r[0]},{r[1]},{r[2]},{float(r[3]) + 1e-7:.1f},{float(r[4]) + 1e-9 if r[4] else math.nan:.3f}"
                       for r in rows(path) if r[0] != "kind" and r[3]])
    if workload in ("w4q", "w4e"):
        place = (3 if workload == "w4q" else 4) if ours else 2
        return digest([f"{r[0]},{r[1]},{float(r[place]) + 1e-9:.2f}" for r in rows(path)
                       if r[0] != "shape" and float(r[place]) > 1e-3])
    if workload in ("w5c", "w5e"):
        collection = json.load(open(path))
        shapes = [f["geometry"] for f in collection["features"] if f["geometry"]]
        vertices = sum(len(ring) for shape in shapes for polygon in (
            shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]) for ring in polygon)
        return f"{len(collection['features'])} features {vertices} vertices"
    return "–"


def tools(options, suite):
    """The workloads of each tool, as commands."""
    work, t, db = suite.work, options.territory, suite.database
    out = f"{work}/out"
    ours = {
        "w1": f"{t} locate --input {work}/points.csv --add commune -d {db} 2>/dev/null > {out}/w1.territory",
        "w3": f"{t} rollup {work}/values.csv -d {db} > {out}/w3.territory",
        "w4q": f"{t} overlay {work}/shapes.geojson --id id -d {db} > {out}/w4q.territory",
        "w4e": f"{t} overlay epci -d {db} > {out}/w4e.territory",
        "w5c": f"{t} export communes --outside --properties {PROPERTIES} -d {db} > {out}/w5c.territory",
        "w5e": f"{t} export epcis --outside -d {db} > {out}/w5e.territory",
        "w6": f"{t} build --data {suite.package} --accept-edited --database {work}/built.sqlite",
    }
    one = ours["w1"].replace("--input", "--threads 1 --input").replace("w1.territory", "w1.territory-1")
    found = {"territory": ours, "territory-1": {"w1": one}}
    if options.in_process:
        ours["w2"] = f"{options.in_process} {db} --lookups {work}/points.csv > {out}/w2.territory"
    python = options.python
    for name, modules, kinds in (
            ("duckdb", "duckdb, duckdb_extension_spatial", "w1 w3 w4q w4e w5c w5e w6"),
            ("shapely", "shapely, numpy, pyarrow, pyproj", "w1 w2 w4q w4e"), ("polars", "polars", "w3")):
        script = f"{HERE}/peers/{name}_peer.py"
        if subprocess.run([python, "-c", f"import {modules}"], capture_output=True).returncode != 0:
            print(f"{name}: skipped, {python} has no {modules}", file=sys.stderr)
            continue
        subprocess.run([python, script, "prepare", work], check=True)
        found[name] = {w: f"{python} {script} {w} {work}" for w in kinds.split()}
    for name in ("spatialite", "postgis"):
        script = f"{HERE}/peers/{name}_peer"
        if subprocess.run([script, "start", work]).returncode == 0:
            subprocess.run([script, "prepare", work], check=True)
            found[name] = {w: f"{script} {w} {work}" for w in ("w1", "w3", "w4q", "w4e", "w5c", "w5e", "w6")}
    return found


def lookups(work, tool):
    """Microseconds of one lookup, as the process that made them counted: the median, and the 99th percentile."""
    return [float(word) for word in open(f"{work}/out/w2.{tool}").read().split()[:2]]


def measure(options, suite):
    """Runs every workload of a suite.

    Returns the rows of its table, and the median seconds of our command for each workload.
    """
    os.makedirs(f"{suite.work}/out", exist_ok=True)
    lines, ours = [], {}
    try:
        found = tools(options, suite)
        env = dict(os.environ, LC_ALL="C")
        for workload in options.w.split(","):
            measured = {name: [] for name in found if workload in found[name]}
            def timed(name, wants_peak=False):
                # To empty the file of the run before would be part of this one.
                out = f"{suite.work}/out/{workload}.{name}"
                if os.path.exists(out):
                    os.remove(out)
                wall, cpu, peak = run(found[name][workload], env, wants_peak)
                # A lookup is timed by the process that makes it: the rest of it is preparation.
                return lookups(suite.work, name) if workload == "w2" else [wall], cpu, peak

            slow, peaks = {}, {}
            for name in list(measured):
                try:
                    first = timed(name, wants_peak=True)
                    peaks[name] = first[2]
                    if first[0][0] > SLOW and workload != "w2":
                        slow[name] = first
                except RuntimeError as error:
                    print(f"{name} {workload}: skipped, {error}", file=sys.stderr)
                    del measured[name]
            for _ in range(options.rounds):
                for name in measured:
                    measured[name].append(slow.get(name) or timed(name))
            peers = [n for n in measured if not n.startswith("territory")]
            best = min(peers, key=lambda n: statistics.median(m[0][0] for m in measured[n])) if peers else None
            for name, times in measured.items():
                for part, label in enumerate(["w2 p50, µs", "w2 p99, µs"] if workload == "w2" else [workload]):
                    values = [m[0][part] for m in times]
                    ratio = (f"{statistics.median(a[0][part] / b[0][part] for a, b in zip(times, measured[best])):.3f}"
                             if best else "–")
                    lines.append("| " + " | ".join([
                        label, name, f"{statistics.median(values):.3f}", f"{min(values):.3f}",
                        f"{statistics.median(m[1] for m in times):.3f}", f"{peaks[name]:.0f}", ratio,
                        answer(suite.work, workload, name)]) + " |")
                    print(lines[-1], flush=True)
            if "territory" in measured:
                ours[workload] = statistics.median(m[0][0] for m in measured["territory"])
    finally:
        subprocess.run([f"{HERE}/peers/postgis_peer", "stop", suite.work])
    return lines, ours


class Suite:
    """A territory to measure on: its package, the database built from it, and a folder for what is written."""

    def __init__(self, name, package, database, work):
        self.name, self.package, self.database, self.work = name, package, database, work


def suites(options):
    """The region; the region with every edge cut in sixteen; France, where its package was imported."""
    yield Suite("Occitanie", ROOT, options.database, f"{options.work}/occitanie")
    if "detail" in options.suites:
        package = f"{options.work}/detail/package"
        if not os.path.exists(package):
            subprocess.run([sys.executable, f"{HERE}/subdivide.py", ROOT, package], check=True)
        yield built(options, "Occitanie, every edge cut in sixteen", package, f"{options.work}/detail")
    if "france" in options.suites:
        if options.france and os.path.exists(options.france):
            yield built(options, "France", options.france, f"{options.work}/france")
        else:
            print("France: skipped, --france names no package (territory import --scope france)", file=sys.stderr)


def built(options, name, package, work):
    os.makedirs(work, exist_ok=True)
    database = f"{work}/territory.sqlite"
    subprocess.run([options.territory, "build", "--data", package, "--accept-edited", "--database", database],
                   check=True, capture_output=True)
    return Suite(name, package, database, work)


def growth(measured):
    """How cost grows from the first suite to the others, beside the number of vertices."""
    (first, vertices, base), *others = measured
    lines = ["| | vertices | " + " | ".join(base) + " |", "| --- | ---: |" + " ---: |" * len(base)]
    for name, count, ours in others:
        lines.append(f"| {name} | ×{count / vertices:.1f} | " + " | ".join(
            f"×{ours[w] / base[w]:.1f}" if w in ours else "–" for w in base) + " |")
    return f"Growth of our times from {first} ({vertices} vertices):\n\n" + "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--territory", default=f"{ROOT}/.build/release/territory")
    parser.add_argument("--database", default=f"{ROOT}/territory.sqlite", help="that of the region")
    parser.add_argument("--in-process", help="the program InProcess of Benchmarks/, for W2")
    parser.add_argument("--france", help="a package imported with --scope france")
    parser.add_argument("--suites", default="occitanie,detail,france", help="what to measure besides the region")
    parser.add_argument("--work", default=f"{ROOT}/.bench")
    parser.add_argument("--python", default=os.environ.get("PEERS_PYTHON", sys.executable), help="a Python with the peers")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("-w", default="w1,w2,w3,w4q,w4e,w5c,w5e,w6")
    parser.add_argument("--results", help="file to write the tables to")
    options = parser.parse_args()
    if not options.in_process:
        print("w2: ours is skipped, --in-process names no program", file=sys.stderr)
    text, measured = "", []
    for suite in suites(options):
        vertices = prepare(options, suite)
        lines, ours = measure(options, suite)
        measured.append((suite.name, vertices, ours))
        text += (
            f"## {suite.name}\n\n{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
            f"{time.strftime('%Y-%m-%d')}, {options.rounds} rounds, {vertices} vertices\n\n"
            "| work | tool | median s | min s | CPU s | peak MB | ratio to the best peer | answer |\n"
            "| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |\n" + "\n".join(lines) + "\n\n")
    if len(measured) > 1:
        text += growth(measured)
        print(growth(measured))
    if options.results:
        open(options.results, "w").write(text)


if __name__ == "__main__":
    main()
