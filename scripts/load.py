#!/usr/bin/env python3
"""Measures the release binary from outside: import of a large roster, then HTTP load by wrk over loopback.

Needs wrk. Everything it writes lies in target/load, on a real disk; the people are invented (the roster of the tests, varied).
"""
import argparse
import csv
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "target" / "load"
NOW = "2026-11-23T01:00:00Z"
PASSWORD = "a password for load only"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


def roster(rows):
    """A roster of that many different people: the fixture again and again, each time of another invented region."""
    with open(ROOT / "tests/fixtures/roster-500.csv", encoding="utf-8-sig", newline="") as file:
        heading, *people = list(csv.reader(file))
    number, judgment = heading.index("身份证号"), heading.index("文书号")
    path = FOLDER / f"roster-{rows}.csv"
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(heading)
        for nth in range(rows):
            person = list(people[nth % len(people)])
            digits = f"50{nth // len(people):04}{person[number][6:17]}"
            person[number] = digits + CHECKS[sum(w * int(d) for w, d in zip(WEIGHTS, digits)) % 11]
            person[judgment] += str(nth)
            out.writerow(person)
    return path


def environment(**settings):
    return {**os.environ, **{f"CORRECTIONS__{name}": value for name, value in settings.items()}}


def own_memory(pid):
    """KiB of the process's own; pages of the database file that it has mapped are the system's to take back."""
    try:
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
    except ProcessLookupError:
        return 0
    found = re.search(r"RssAnon:\s+(\d+)", status)
    return int(found[1]) if found else 0


def imported(binary, rows):
    """Imports into a new database; prints rows per second and the process's peak memory. Gives the database."""
    database = f"sqlite://{FOLDER / f'load-{rows}.sqlite'}"
    began = time.monotonic()
    child = subprocess.Popen(
        [binary, "import", "--database-url", database, "--now", NOW, "--json", roster(rows)],
        stdout=subprocess.PIPE,
        env=environment(LOG__FILTER="warn"),
    )
    reader, peak = child.stdout.fileno(), 0
    os.set_blocking(reader, False)
    written = b""
    while child.poll() is None:
        peak = max(peak, own_memory(child.pid))
        written += child.stdout.read() or b""
        time.sleep(0.02)
    took = time.monotonic() - began
    answer, status = json.loads(written + (child.stdout.read() or b"")), child.returncode
    if status != 0 or answer["accepted"] != rows:
        sys.exit(f"import of {rows}: {answer['accepted']} accepted")
    print(f"import {rows:>6} rows  {rows / took:8.0f} rows/s  peak memory {peak / 1024:6.1f} MiB", flush=True)
    return database


def free_address():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return "127.0.0.1:{}".format(listener.getsockname()[1])


def call(base, path, token=None, body=None):
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    data = json.dumps(body).encode() if body else None
    with urllib.request.urlopen(urllib.request.Request(base + path, data, headers)) as answer:
        return json.load(answer)


def signed_in(binary, database):
    """Makes a bureau officer; gives a function that logs in on the service at an address."""
    account = ["--login-name", "load", "--role", "bureau_officer", "--organization", "430702", "--name", "测试人员"]
    command = [binary, "account", "create", "--database-url", database, "--now", NOW, *account, "--password-stdin"]
    subprocess.run(command, input=PASSWORD.encode(), check=True, stdout=subprocess.DEVNULL)
    return lambda base: call(base, "/api/v1/auth/login", body={"login_name": "load", "password": PASSWORD})["access_token"]


def served(binary, database, log_filter):
    log = open(FOLDER / "server.log", "wb")
    address = free_address()
    base = f"http://{address}"
    command = [binary, "serve", "--database-url", database, "--listen", address, "--now", NOW]
    child = subprocess.Popen(command, stdout=log, stderr=log, env=environment(LOG__FILTER=log_filter))
    for _ in range(200):
        try:
            call(base, "/readyz")
            return child, base
        except OSError:
            time.sleep(0.05)
    child.kill()
    sys.exit("the service did not start")


def sample_of_ids(base, token, pages=20):
    ids, path = [], "/api/v1/supervisees?limit=200"
    for _ in range(pages):
        page = call(base, path, token)
        ids += [item["id"] for item in page["items"]]
        if not page["next_cursor"]:
            break
        path = f"/api/v1/supervisees?limit=200&cursor={page['next_cursor']}"
    file = FOLDER / "ids.txt"
    file.write_text("\n".join(ids))
    return str(file)


def cpu_seconds(pids):
    ticks = 0
    for pid in pids:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def load(name, base, pids, arguments, seconds, connections):
    before = cpu_seconds(pids)
    command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", ROOT / "scripts/load/requests.lua"]
    text = subprocess.run([*command, base, "--", *arguments], check=True, capture_output=True, text=True).stdout
    used = cpu_seconds(pids) - before
    requests = int(re.search(r"(\d+) requests in", text)[1])
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])
    p50, p99 = (re.search(rf"^\s+{share}%\s+(\S+)", text, re.MULTILINE)[1] for share in (50, 99))
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    note = f"  NOT 2xx: {bad[1]}" if bad else ""
    print(f"{name:<28} {rate:9.0f}/s  {requests / used:9.0f} per CPU-s  p50 {p50:>8}  p99 {p99:>8}{note}", flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--binary", default=str(ROOT / "target/release/corrections"))
    options.add_argument("--rows", type=int, nargs="+", default=[3_000, 10_000, 30_000])
    options.add_argument("--seconds", type=int, default=10)
    options.add_argument("--connections", type=int, default=32)
    given = options.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed (Debian: apt-get install wrk)")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for rows in given.rows:
        database = imported(given.binary, rows)
    log_in = signed_in(given.binary, database)
    for log_filter in ("info", "warn"):
        server, base = served(given.binary, database, log_filter)
        try:
            token = log_in(base)
            office = next(item["id"] for item in call(base, "/api/v1/organizations?limit=200", token)["items"] if item["level"] == "office")
            ids = sample_of_ids(base, token)
            first = "0" if log_filter == "info" else "1000000"
            for name, arguments in (
                ("hello", [token, "hello"]),
                ("get by id", [token, "get", ids]),
                ("page of 50", [token, "page"]),
                ("register, durable", [token, "register", office, first]),
            ):
                load(f"{name} (log {log_filter})", base, [server.pid], arguments, given.seconds, given.connections)
        finally:
            server.terminate()
            server.wait(30)


if __name__ == "__main__":
    main()
