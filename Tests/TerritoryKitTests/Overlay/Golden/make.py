"""Writes Tests/Golden/overlay.json: communes around Toulouse, shapes, and their common areas by shapely and pyproj."""
import json
import numpy as np, pyproj, shapely

import pathlib

MAIN = pathlib.Path(__file__).resolve().parents[4]
GEOD = pyproj.Geod(ellps="WGS84")


def features(path):
    found = json.load(open(path, encoding="utf-8"))["features"]
    return {f["properties"]["code"]: shapely.from_geojson(json.dumps(f["geometry"])) for f in found}


def area(shape):
    if shape.geom_type == "Polygon":
        return abs(GEOD.geometry_area_perimeter(shapely.geometry.polygon.orient(shape))[0]) if not shape.is_empty else 0.0
    return sum(area(p) for p in getattr(shape, "geoms", []))


def rounded(shape):
    return shapely.transform(shape, lambda xy: np.round(xy, 7))


def rings(shape):
    polygons = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"]
    return [[shapely.get_coordinates(r).ravel().tolist() for r in (p.exterior, *p.interiors)] for p in polygons]


communes = features(f"{MAIN}/geo/communes.geojson")
qpvs = features(f"{MAIN}/geo/qpv.geojson")
center = qpvs["QN03117N"].centroid
codes = sorted(c for c, g in communes.items() if g.distance(center) < 0.04)
faces = [communes[c] for c in codes]
rng = np.random.default_rng(5)
shapes = {}
for code, shape in qpvs.items():
    if sum(f.intersects(shape) for f in faces) > 1:
        shapes[code] = shape
shapes["union"] = shapely.coverage_union_all([f for f in faces if f.distance(center) < 0.03])
for k in range(8):
    middle = (center.x + rng.uniform(-0.08, 0.08), center.y + rng.uniform(-0.08, 0.08))
    turns = np.sort(rng.uniform(0, 2 * np.pi, 40))
    radius = rng.uniform(0.2, 1, 40) * rng.uniform(0.005, 0.03)
    star = shapely.Polygon(np.column_stack([middle[0] + radius * np.cos(turns), middle[1] + radius * np.sin(turns)]))
    if shapely.is_valid(star):
        # Edges of 40 m at most: those of the pieces and of the shape then enclose the same ground.
        shapes[f"star {k}"] = rounded(shapely.segmentize(star, 0.0004))
for k in range(6):
    middle = shapely.Point(center.x + rng.uniform(-0.06, 0.06), center.y + rng.uniform(-0.06, 0.06))
    shapes[f"disk {k}"] = rounded(middle.buffer(rng.uniform(0.003, 0.015), quad_segs=16))
expected = []
for name, shape in shapes.items():
    found = [(j, area(shapely.intersection(shape, f))) for j, f in enumerate(faces)]
    expected.append({"name": name, "shape": rings(shape), "pieces": [[j, a] for j, a in found if a > 0]})
json.dump({"codes": codes, "faces": [rings(f) for f in faces], "cases": expected}, open("Tests/Golden/overlay.json", "w"),
          separators=(",", ":"))
print(len(faces), {e["name"]: len(e["pieces"]) for e in expected})
