#!/usr/bin/env python3
"""Copies a package with every edge of its communes cut into sixteen, to see how cost grows with detail.

usage: subdivide.py PACKAGE FOLDER, then: territory build --data FOLDER --accept-edited --database …

Positions keep nine decimals here, and the grid of a millionth of a degree when the communes are read: an edge under
sixteen millionths gets fewer points.
"""
import json, shutil, sys

package, folder = sys.argv[1:3]
for name in ("geo", "data"):
    shutil.copytree(f"{package}/{name}", f"{folder}/{name}", dirs_exist_ok=True)
with open(f"{package}/geo/communes.geojson") as file:
    lines = file.read().split("\n")


def cut(ring):
    """Both sides of a border are cut at the same places, whichever way they run."""
    points = []
    for (x0, y0), (x1, y1) in zip(ring, ring[1:]):
        forward = (x0, y0) < (x1, y1)
        (ax, ay), (bx, by) = ((x0, y0), (x1, y1)) if forward else ((x1, y1), (x0, y0))
        steps = [[round(ax + (bx - ax) * k / 16, 6), round(ay + (by - ay) * k / 16, 6)] for k in range(17)]
        points += (steps if forward else steps[::-1])[:-1]
    kept = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
    return kept + [kept[0]]


with open(f"{folder}/geo/communes.geojson", "w") as file:
    for index, line in enumerate(lines):
        if line.startswith('{"type":"Feature",'):
            feature = json.loads(line.rstrip(","))
            for polygon in feature["geometry"]["coordinates"]:
                polygon[:] = [cut(ring) for ring in polygon]
            line = json.dumps(feature, ensure_ascii=False, separators=(",", ":")) + ("," if line.endswith(",") else "")
        file.write(line + ("\n" if index < len(lines) - 1 else ""))
