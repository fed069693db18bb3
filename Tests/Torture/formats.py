"""Writes the communes of a GeoJSON collection as a GeoPackage and as a Shapefile, byte by byte."""

import sqlite3
import struct


def rings(feature):
    geometry = feature["geometry"]
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return polygons


def write(collection, folder):
    features = [feature for feature in collection["features"] if feature.get("geometry")]
    return {"gpkg": [geopackage(features, folder)], "shp": shapefile(features, folder)}


def geopackage(features, folder):
    path = folder / "communes.gpkg"
    db = sqlite3.connect(path)
    db.executescript("""
        PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;
        CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
          organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
        INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'undefined', NULL);
        CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT, description TEXT,
          last_change TEXT, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
        INSERT INTO gpkg_contents VALUES ('communes', 'features', 'communes', '', '2026-01-01T00:00:00.000Z', 0, 0, 0, 0, 4326);
        CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
          geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL);
        INSERT INTO gpkg_geometry_columns VALUES ('communes', 'geom', 'MULTIPOLYGON', 4326, 0, 0);
        CREATE TABLE communes (fid INTEGER PRIMARY KEY, geom BLOB, code TEXT, nom TEXT);
        """)
    for feature in features:
        blob = b"GP\0\x01" + struct.pack("<i", 4326)
        polygons = rings(feature)
        blob += struct.pack("<BII", 1, 6, len(polygons))
        for polygon in polygons:
            blob += struct.pack("<BII", 1, 3, len(polygon))
            for ring in polygon:
                blob += struct.pack("<I", len(ring)) + b"".join(struct.pack("<dd", *point[:2]) for point in ring)
        db.execute("INSERT INTO communes (geom, code, nom) VALUES (?, ?, ?)", [
            blob, feature["properties"]["code"], feature["properties"]["nom"]])
    db.commit()
    db.close()
    return path


def shapefile(features, folder):
    records, index, offset = b"", b"", 50
    for number, feature in enumerate(features, 1):
        parts, points = [], []
        for polygon in rings(feature):
            for place, ring in enumerate(polygon):
                area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))
                # Clockwise outside, counterclockwise inside.
                parts.append(len(points))
                points += ring if (area < 0) == (place == 0) else ring[::-1]
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        content = struct.pack("<i4d2i", 5, min(xs), min(ys), max(xs), max(ys), len(parts), len(points))
        content += struct.pack(f"<{len(parts)}i", *parts) + b"".join(struct.pack("<dd", *point[:2]) for point in points)
        records += struct.pack(">ii", number, len(content) // 2) + content
        index += struct.pack(">ii", offset, len(content) // 2)
        offset += 4 + len(content) // 2
    box = (2.0, 44.0, 3.0, 45.0, 0, 0, 0, 0)

    def head(length):
        return struct.pack(">7i", 9994, 0, 0, 0, 0, 0, (100 + length) // 2) + struct.pack("<2i8d", 1000, 5, *box)

    files = {".shp": head(len(records)) + records, ".shx": head(len(index)) + index, ".dbf": table(features), ".cpg": b"UTF-8",
             ".prj": b'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
                     b'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'}
    paths = []
    for suffix, data in files.items():
        path = folder / f"communes{suffix}"
        path.write_bytes(data)
        paths.append(path)
    return paths


def table(features):
    fields = (("code", 9), ("nom", 60))
    width = 1 + sum(size for _, size in fields)
    data = struct.pack("<BBBBIHH20x", 3, 126, 1, 1, len(features), 32 * len(fields) + 33, width)
    for name, size in fields:
        data += struct.pack("<11sc4xB15x", name.encode(), b"C", size)
    data += b"\r"
    for feature in features:
        data += b" " + b"".join(feature["properties"][name].encode()[:size].ljust(size) for name, size in fields)
    return data + b"\x1a"
