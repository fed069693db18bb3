"""Ten million rows through each bulk command: as much memory as for a hundredth of them."""

import json
import os
import sqlite3
import threading

#: Megabytes by which ten million rows may need more than a hundred thousand.
SLACK = 48


def run(attack):
    torture = attack.torture
    database = torture.full()
    db = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    codes = [code for (code,) in db.execute("SELECT code FROM commune ORDER BY code")]
    rows = torture.count(10_000_000, 100_000)
    few = min(100_000, rows)

    def points(number):
        for start in range(0, number, 10_000):
            yield "".join(
                f"{start + n},{-1 + (start + n) % 6_000 / 1_000},{42 + n % 3_000 / 1_000}\n" for n in range(10_000))

    def lines(number):
        for start in range(0, number, 10_000):
            yield "".join(
                json.dumps({"id": start + n, "lon": n % 60 / 10, "lat": 42 + n % 30 / 10}) + "\n" for n in range(10_000))

    def values(number):
        for indicator in range(number // len(codes) + 1):
            yield "".join(f"{code},i{indicator},{place % 97}\n" for place, code in enumerate(codes))

    def batch(number):
        text = "".join(codes[n % len(codes)] + "\n" for n in range(10_000))
        for _ in range(number // 10_000):
            yield text

    def shapes(number):
        yield '{"type":"FeatureCollection","features":[\n'
        for start in range(0, number, 100):
            yield ("," if start else "") + ",\n".join(
                '{"type":"Feature","id":%d,"properties":{},"geometry":{"type":"Polygon","coordinates":[[[%.6f,43],[%.6f,43],'
                '[%.6f,43.01],[%.6f,43]]]}}' % (n, *(1 + n % 900 / 1000 + d for d in (0, 0.01, 0.01, 0)))
                for n in range(start, start + 100))
        yield "]}\n"

    for name, header, rows_of, share, words in (
        ("locate", "id,lon,lat\n", points, 1, ("locate", "--input", "-", "--add", "commune,epci,qpv")),
        ("locate --ndjson", "", lines, 1, ("locate", "--ndjson", "--input", "-")),
        ("rollup", "commune,indicator,value\n", values, 1, ("rollup", "-")),
        ("eligible --batch", "code\n", batch, 1, ("eligible", "cantine", "--batch", "-", "--on", "2024-11-15")),
    ):
        peaks = []
        for number in (few, int(rows * share)):
            reader, writer = os.pipe()

            def feed():
                try:
                    with os.fdopen(writer, "w") as pipe:
                        pipe.write(header)
                        for text in rows_of(number):
                            pipe.write(text)
                except BrokenPipeError:
                    pass

            thread = threading.Thread(target=feed)
            thread.start()
            sink = torture.folder / "bulk.out"
            with open(sink, "wb") as out:
                result = torture.run(*words, "-d", database, source=reader, out=out, timeout=4 * 3600)
            os.close(reader)
            thread.join()
            fault = result.fault({0})
            if not fault and name != "rollup":
                found = count(sink) - (1 if header else 0)
                if found != number:
                    fault = f"{found} rows came out of {number}"
            sink.unlink()
            attack.check(fault, f"{result.command} < {number} rows")
            peaks.append(result.peak)
            attack.note(f"MB for {number:,} rows of {name} in {result.seconds:.1f} s", round(result.peak))
        more = peaks[-1] - peaks[0]
        attack.check(f"{more:.0f} MB more for {rows:,} rows than for {few:,}" if more > SLACK else None, name)


def count(path):
    with open(path, "rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
