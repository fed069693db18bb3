#!/usr/bin/env python3
"""Asks a running service the way other programs do, and holds it to docs/server.md: docs/torture.md."""

import argparse
import concurrent.futures
import http.client
import itertools
import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
CHECKS = ["start", "swaps", "slow", "stop", "flat", "gdal", "peers"]
faults = []


def check(isRight, name, detail=""):
    print(("✓ " if isRight else "✗ ") + name + (f": {detail}" if detail else ""), flush=True)
    if not isRight:
        faults.append(name)


class Service:
    """The program on a port of its own, beside a copy of a database."""

    def __init__(self, program, database, *options):
        self.folder = tempfile.TemporaryDirectory(prefix="territory-service-")
        self.database = pathlib.Path(self.folder.name) / "it.sqlite"
        shutil.copy(database, self.database)
        self.program, self.port, self.admin = program, free_port(), free_port()
        self.start(*options)

    def start(self, *options):
        words = [self.program, "serve", "-d", self.database, "--port", self.port, "--admin-port", self.admin, *options]
        self.log = open(pathlib.Path(self.folder.name) / "log", "ab")
        begin = time.monotonic()
        self.process = subprocess.Popen([str(word) for word in words], stderr=self.log)
        while self.process.poll() is None:
            try:
                self.get("/health/live")
                break
            except OSError:
                time.sleep(0.002)
        self.ready = time.monotonic() - begin

    def get(self, target, port=None, **fields):
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=30)
        connection.request("GET", target, headers=fields)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body

    def resident(self):
        lines = pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    def measures(self):
        lines = self.get("/metrics", self.admin)[1].decode().splitlines()
        return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines if not line.startswith("#")}

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


def free_port():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


def rename_over(source, target):
    """As a build does: another file under the same name, whole from the first moment."""
    draft = f"{target}.draft"
    shutil.copy(source, draft)
    os.rename(draft, target)


def metadata(database):
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as db:
        return db.execute("SELECT value FROM metadata WHERE key = 'content_hash'").fetchone()[0]


def load(service, seconds, connections=64, target="/collections/communes/items/48095"):
    return subprocess.Popen(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", f"http://127.0.0.1:{service.port}{target}"],
        stdout=subprocess.PIPE, text=True)


def start(options):
    service = Service(options.program, options.database)
    check(service.ready < 0.5, "ready within 0.5 s of the start", f"{service.ready:.2f} s, {service.resident():.0f} MB")
    again = subprocess.run([options.program, "serve", "-d", service.database, "--port", str(service.port)], capture_output=True)
    check(again.returncode == 69, "a port in use is exit 69", again.stderr.decode().strip())
    service.process.kill()
    service.process.wait()
    service.start()
    check(service.get("/")[0] == 200, "kill -9, and it starts again")
    check(service.stop() == 0, "SIGTERM ends with 0")


def swaps(options):
    """Files take each other's place while 64 connections ask: each answer is of one of them, and none fails."""
    service = Service(options.program, options.database)
    if not options.other:
        return print("· no --other database: skipped")
    other = options.other
    expected = {metadata(options.database), metadata(other)}
    hashes, wrong, done = set(), [], threading.Event()

    def ask():
        connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
        while not done.is_set():
            try:
                connection.request("GET", "/health/ready")
                answer = connection.getresponse()
                body = answer.read()
                if answer.status != 200:
                    wrong.append((answer.status, body))
                hashes.add(json.loads(body)["content_hash"])
            except (OSError, http.client.HTTPException) as error:
                wrong.append(error)
                connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    wrk = load(service, 3 * options.swaps + 10)
    time.sleep(2)
    sizes = []
    for number in range(options.swaps):
        rename_over(other if number % 2 == 0 else options.database, service.database)
        deadline = time.monotonic() + 20
        while service.measures()['territory_swaps_total{result="ok"}'] <= number and time.monotonic() < deadline:
            time.sleep(0.1)
        sizes.append(service.resident())
    for content in (b"garbage", pathlib.Path(options.database).read_bytes()[: 1 << 20]):
        broken = service.database.with_suffix(".broken")
        broken.write_bytes(content)
        os.rename(broken, service.database)
        time.sleep(2)
    done.set()
    for thread in threads:
        thread.join()
    text = wrk.communicate()[0]
    measures = service.measures()
    check("Non-2xx" not in text and "Socket errors" not in text and not wrong, "no answer but 2xx", str(wrong[:2]) + text.splitlines()[-2])
    check(measures['territory_swaps_total{result="failed"}'] == 2, "bad files are counted, and the old one stays")
    check(measures['territory_swaps_total{result="ok"}'] == options.swaps, "every swap took place")
    check(hashes == expected and len(expected) == 2, "each answer is of one of the two files", f"{len(hashes)} contents")
    check(max(sizes[-5:]) < 1.3 * max(sizes[2:7]), "memory is flat", ", ".join(f"{size:.0f}" for size in sizes) + " MB")
    check(service.stop() == 0, "it stops")


def slow(options):
    """Clients that send a byte a second, that never read, that stop within a head: closed, and nobody else waits."""
    service = Service(options.program, options.database)
    kinds = {"byte a second": [], "never reads": [], "half a head": []}
    for _ in range(200):
        for name, sockets in kinds.items():
            one = socket.create_connection(("127.0.0.1", service.port))
            if name == "never reads":
                one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                # Each another page, so that no two share their bytes.
                number = len(sockets)
                one.send(f"GET /collections/communes/items?limit=4000&offset={number} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            else:
                one.send(b"GET / HTT")
            one.setblocking(False)
            sockets.append(one)
    text = load(service, 30).communicate()[0]
    latency = next(line.split()[1] for line in text.splitlines() if line.strip().startswith("99%"))
    check(latency.endswith("us") or (latency.endswith("ms") and float(latency[:-2]) < 10), "p99 below 10 ms meanwhile", latency)
    deadline, left = time.monotonic() + 15, None
    while time.monotonic() < deadline:
        for one in kinds["byte a second"]:
            try:
                one.send(b"P")
            except OSError:
                pass
        time.sleep(1)
    measures = service.measures()
    closed = {reason: int(measures.get(f'territory_connections_closed_total{{reason="{reason}"}}', 0))
              for reason in ("slow_head", "slow_reader")}
    refused = int(measures.get('territory_requests_total{operation="getItems.communes",status="5xx"}', 0))
    check(closed["slow_head"] == 400, "slow heads are closed within 45 s", str(closed["slow_head"]))
    check(closed["slow_reader"] > 0 and closed["slow_reader"] + refused == 200,
          "readers that stop are closed within 45 s, or refused where there is no room for their answers",
          f"{closed['slow_reader']} closed, {refused} refused")
    check(service.resident() < 700, "memory has a bound", f"{service.resident():.0f} MB")
    check(service.stop() == 0, "it stops")


def stop(options):
    """SIGTERM under load: no answer is cut."""
    service = Service(options.program, options.database)
    cut, unanswered, done = [], [], threading.Event()
    numbers = itertools.count()

    def ask():
        while not done.is_set():
            connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
            try:
                connection.connect()
            except OSError:
                return
            try:
                connection.request("GET", f"/collections/communes/items?limit={9000 + next(numbers)}")
                json.loads(connection.getresponse().read())
            except ConnectionResetError:
                # It was still in the queue of the system when nobody took connections any more.
                unanswered.append(1)
            except Exception as error:
                cut.append(error)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    time.sleep(2)
    code = service.stop()
    done.set()
    for thread in threads:
        thread.join()
    check(code == 0 and not cut, "SIGTERM under load cuts no answer", f"exit {code}, {len(cut)} cut, {len(unanswered)} never taken")


def flat(options):
    """Memory over a mixed load."""
    service = Service(options.program, options.database)
    targets = ["/collections/communes/items/48095", "/collections/communes/items?limit=100", "/collections?f=html",
               "/collections/communes/items?bbox=3.4,44.4,3.6,44.6", "/collections/epcis/items?f=csv"]
    sizes = []
    for _ in range(max(1, options.seconds // 10)):
        for target in targets:
            load(service, 2, 16, target).communicate()
        sizes.append(service.resident())
    check(max(sizes) < 1.25 * sizes[0], "memory is flat over a mixed load", ", ".join(f"{size:.0f}" for size in sizes) + " MB")
    service.stop()


def gdal(options):
    """GDAL of the machine reads and counts every collection."""
    if not shutil.which("ogrinfo"):
        return print("· ogrinfo is not there: skipped")
    service = Service(options.program, options.database)
    source = f"OAPIF:http://127.0.0.1:{service.port}"
    collections = json.loads(service.get("/collections")[1])["collections"]
    listed = subprocess.run(["ogrinfo", source], capture_output=True, text=True).stdout
    check(all(f": {entry['id']} " in listed for entry in collections), "ogrinfo lists all collections")
    for entry in collections:
        text = subprocess.run(["ogrinfo", "-so", source, entry["id"]], capture_output=True, text=True).stdout
        check(f"Feature Count: {entry['itemCount']}" in text, f"ogrinfo counts {entry['id']}", str(entry["itemCount"]))
    text = subprocess.run(
        ["ogrinfo", "-q", source, "communes", "-where", "frr='frr_plus'"], capture_output=True, text=True).stdout
    expected = json.loads(service.get("/collections/communes/items?frr=frr_plus&limit=1")[1])["numberMatched"]
    check(text.count("OGRFeature(") == expected, "ogrinfo filters", str(expected))
    service.stop()


def peers(options):
    """Speed beside nginx with the same bytes in a file, in alternating rounds."""
    if not shutil.which("nginx") or not shutil.which("wrk"):
        return print("· nginx or wrk is not there: skipped")
    service = Service(options.program, options.database)
    folder, port = tempfile.mkdtemp(prefix="territory-nginx-"), free_port()
    os.chmod(folder, 0o755)
    targets = {"item": "/collections/communes/items/48095", "page of 100": "/collections/communes/items?limit=100"}
    for name, target in targets.items():
        (pathlib.Path(folder) / name.replace(" ", "-")).write_bytes(service.get(target)[1])
    configuration = pathlib.Path(folder) / "nginx.conf"
    configuration.write_text(
        f"worker_processes 2; pid {folder}/pid; error_log /dev/null; events {{ worker_connections 2048; }}\n"
        f"http {{ access_log off; sendfile on; server {{ listen 127.0.0.1:{port}; root {folder}; keepalive_requests 100000000; }} }}\n")
    nginx = subprocess.Popen(["nginx", "-c", str(configuration), "-g", "daemon off;"], stderr=subprocess.DEVNULL)
    time.sleep(1)

    def rate(at, target, connections):
        text = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", "-d4s", f"http://127.0.0.1:{at}{target}"], capture_output=True, text=True).stdout
        return next(float(line.split()[1]) for line in text.splitlines() if line.startswith("Requests/sec"))

    for name, target in targets.items():
        for connections in (1, 16, 64):
            ratios, rates = [], []
            for _ in range(options.rounds):
                own = rate(service.port, target, connections)
                ratios.append(own / rate(port, "/" + name.replace(" ", "-"), connections))
                rates.append(own)
            middle = sorted(ratios)[len(ratios) // 2]
            print(f"· {name}, {connections} connections: {middle:.2f} of nginx, {sorted(rates)[len(rates) // 2]:,.0f} a second", flush=True)
    nginx.terminate()
    service.stop()


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--program", default=REPOSITORY / ".build/release/territory")
    options.add_argument("--database", default=REPOSITORY / "territory.sqlite")
    options.add_argument("--other", help="a database with other content, for the swaps")
    options.add_argument("--check", nargs="*", default=CHECKS, choices=CHECKS)
    options.add_argument("--swaps", type=int, default=20)
    options.add_argument("--seconds", type=int, default=600, help="of the mixed load")
    options.add_argument("--rounds", type=int, default=5)
    options = options.parse_args()
    options.program = str(pathlib.Path(options.program).resolve())
    for name in options.check:
        print(f"{name}:", flush=True)
        globals()[name](options)
    if faults:
        print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
