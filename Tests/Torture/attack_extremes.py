"""Arguments, cells and settings beyond all measure: a sentence within 2 s and 300 MB."""

import tempfile

ESCAPE = "\x1b[31m\x07\u202e"
#: What may not reach a terminal as it stands: ESC and BEL, and the sign that turns text round.
RAW = [b"\x1b", b"\x07", "\u202e".encode()]


def run(attack):
    torture = attack.torture
    database = ("-d", torture.full())
    folder = torture.scratch("extremes", 0)

    def ask(*words, told=False, allowed=None, **options):
        result = torture.run(*words, timeout=10, **options)
        fault = result.fault(allowed or {0, 1, 2, 64, 65, 74}, seconds=2, megabytes=300)
        if told and not fault and result.code == 0:
            fault = "taken as if nothing were wrong"
        text = result.err + (b"" if "json" in words or "csv" in words else result.out)
        if not fault and any(raw in text for raw in RAW):
            fault = "a control character reaches the terminal"
        if not fault and len(result.err) > 20_000:
            fault = f"{len(result.err)} bytes of messages"
        shown = result.command if len(result.command) < 400 else result.command[:400] + "…"
        attack.check(fault, "".join(f"{name}={value} " for name, value in options.get("environment", {}).items()) + shown)
        return result

    def file(name, content):
        path = folder / name
        path.write_bytes(content.encode())
        return path

    def long_file(name, head, end):
        """A line of 200 MB, written in pieces: a child begins with the peak of memory of its parent."""
        path = folder / name
        with open(path, "wb") as out:
            out.write(head)
            for _ in range(200):
                out.write(b"x" * 1_000_000)
            out.write(end)
        return path

    # Numbers of threads.
    points = file("points.csv", "id,lon,lat\n1,1.44,43.6\n")
    for threads in ("0", "-1", "1024", "1000000000", "1000000000000", str(2**63 - 1), str(2**63), "x"):
        ask("locate", "--input", points, "--threads", threads, *database)
    # Days.
    for epoch in ("inf", "-inf", "nan", "1e12", "-1e300", "x", "", str(2**63)):
        result = ask(
            "eligible", "cantine", "31555", *database, environment={"SOURCE_DATE_EPOCH": epoch}, allowed={64})
        if result.code == 0 and b"4713" in result.out + result.err:
            attack.check("a day before the calendar", f"SOURCE_DATE_EPOCH={epoch} {result.command}")
        ask(
            "build", "--data", folder / "no", "-d", folder / "x.sqlite", environment={"SOURCE_DATE_EPOCH": epoch},
            told=True)
    # Expressions.
    for count in (2, 4, 6, 8, 10, 60):
        ask("query", "within 200km of " * count + "commune:48095", *database)
        ask("query", " or ".join(["within 200km of commune:48095"] * count), *database)
        ask("query", " and ".join([f"within {count}km of frr"] * count), *database)
    ask("query", "within 200km of frr", *database)
    for text in ("(" * 5_000, "not " * 5_000 + "frr", "frr or " * 18_000 + "frr", "a" * 100_000, "{" + "48095 " * 20_000 + "}"):
        ask("query", text, *database, told=True)
    # Wide and long tables, large numbers.
    wide = file("wide.csv", ",".join(f"c{n}" for n in range(100_000)) + "\n" + "," * 99_999 + "\n")
    long = long_file("long.csv", b"code,commune,indicator,value,lon,lat\n", b"\n")
    endless = long_file("endless.csv", b"", b"")
    package = torture.folder / "extremes-package"
    import shutil
    shutil.copytree(torture.country() / "package", package)
    indicator = (
        "--code", "x", "--label-fr", "x", "--unit", "x", "--period", "2024", "--aggregation", "sum", "--data", package)
    for table in (wide, long, endless):
        ask("locate", "--input", table, *database)
        ask("rollup", table, *database, told=True)
        ask("eligible", "cantine", "--batch", table, *database)
        ask("load", "indicator", table, *indicator, told=True)
        ask("load", "pacts", table, "--data", package, told=True)
        ask("overlay", table, *database, told=True)
    ask("locate", "--ndjson", "--input", long, *database)
    for number in (str(2**63 - 1), str(-2**63), "1e308", "1e999", "nan", "0x10", "9" * 1_000):
        table = file("number.csv", f"commune,indicator,value\n31555,a,{number}\n48095,a,{number}\n")
        result = ask("rollup", table, *database)
        if result.code == 0 and b"inf" in result.out:
            attack.check("a sum that is not finite", f"{result.command}  # value {number}")
        ask("load", "indicator", file("own.csv", f"code,value\n20001,{number}\n20002,{number}\n"), *indicator)
        ask("locate", number, number, *database)
    # Control characters in every argument and cell.
    for words in (
        ("show",), ("search",), ("locate",), ("export",), ("coverage",), ("query",), ("nearest", "qpv"), ("eligible",),
        ("eligible", "cantine"), ("overlay",), ("rollup",), ("aggregate",), ("indicators",), ("figures", "--theme"),
        ("measures",), ("contracts",), ("sheet",), ("compare",), ("sources", "--format"), ("verify", "-d"), ("build", "--data"),
        ("import", "--from"), ("load",), ("load", "pacts"), ("load", "indicator"), ("locate", "--input"),
        ("locate", "--add"), ("export", "communes", "--properties"), ("coverage", "epcis", "--over"), (),
        ("eligible", "cantine", "--batch"), ("eligible", "cantine", "--assume"), ("eligible", "cantine", "--on"),
    ):
        own = () if words and words[0] in ("build", "import", "load", "verify") else database
        ask(*words, ESCAPE + "x", *own)
        ask(*words, "x" * 100_000, *own)
    code = f"é{ESCAPE}"
    cell = file("cell.csv", f"code,commune,indicator,value,lon,lat\n{code},{code},{code},{code},{code},{code}\n")
    header = file("header.csv", f"{ESCAPE},b\n1,2\n")
    shape = '{"type":"FeatureCollection","features":[{"type":"%s","geometry":{"type":"%s"}}],"crs":{"type":"%s"}}'
    shapes = file("cell.geojson", shape % (("\\u001b[31m\\u202e",) * 3))
    for table in (cell, header):
        ask("rollup", table, *database)
        ask("load", "indicator", table, *indicator)
        ask("load", "pacts", table, "--data", package)
        ask("locate", "--input", table, "--format", "csv", *database)
    ask("overlay", shapes, *database)
    for name in ("rows.csv\x1b[31m", "\u202ex.csv"):
        ask("rollup", file(name, "a,b\n1,2\n"), *database)
