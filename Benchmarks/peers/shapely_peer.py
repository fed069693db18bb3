"""shapely: GEOS over arrays, a tree of the communes built once and kept as WKB."""
import csv, os, sys
import numpy, pyarrow, pyarrow.csv, shapely

workload, work = sys.argv[1:3]
csv.field_size_limit(1 << 30)
if workload == "prepare":
    if not os.path.exists(f"{work}/shapely.npz"):
        table = list(csv.DictReader(open(f"{work}/communes.csv")))
        import pyproj
        to = pyproj.Transformer.from_crs(4326, 2154, always_xy=True)
        flat = lambda g: shapely.transform(g, lambda p: numpy.column_stack(to.transform(p[:, 0], p[:, 1])))
        g = shapely.from_wkb([row["wkb"] for row in table])
        s = list(csv.DictReader(open(f"{work}/shapes.csv")))
        epcis = sorted({row["epci"] for row in table} - {""})
        e = [shapely.union_all(g[[i for i, row in enumerate(table) if row["epci"] == code]]) for code in epcis]
        numpy.savez(f"{work}/shapely.npz", code=[r["code"] for r in table], g=shapely.to_wkb(g), m=shapely.to_wkb(flat(g)),
            shape=[r["id"] for r in s], s=shapely.to_wkb(flat(shapely.from_wkb([r["wkb"] for r in s]))), epci=epcis, e=shapely.to_wkb(flat(numpy.array(e))))
    sys.exit()
data = numpy.load(f"{work}/shapely.npz", allow_pickle=True)
out = f"{work}/out/{workload}.shapely"
if workload == "w2":
    import time
    shapes, codes = shapely.from_wkb(data["g"]), data["code"]
    shapely.prepare(shapes)
    tree = shapely.STRtree(shapes)
    with open(f"{work}/points.csv") as file:
        next(file)
        points = [tuple(map(float, line.split(",")[1:3])) for line, _ in zip(file, range(20_000))]
    times, found = [], 0
    for x, y in points:
        start = time.perf_counter_ns()
        found += len(tree.query(shapely.Point(x, y), predicate="intersects")) > 0
        times.append(time.perf_counter_ns() - start)
    times.sort()
    with open(out, "w") as file:
        file.write(f"{times[len(times) // 2] / 1e3} {times[len(times) * 99 // 100] / 1e3} {found}-located\n")
    sys.exit()
if workload == "w1":
    shapes, codes = shapely.from_wkb(data["g"]), data["code"]
    points = pyarrow.csv.read_csv(f"{work}/points.csv")
    tree = shapely.STRtree(shapes)
    place, owner = tree.query(shapely.points(points["lon"].to_numpy(), points["lat"].to_numpy()), predicate="intersects")
    found = numpy.full(len(points), "", dtype=codes.dtype)
    found[place] = codes[owner]
    pyarrow.csv.write_csv(pyarrow.table({"id": points["id"], "code": pyarrow.array(found)}), out)
else:
    keys, shapes = (data["shape"], data["s"]) if workload == "w4q" else (data["epci"], data["e"])
    shapes, communes = shapely.from_wkb(shapes), shapely.from_wkb(data["m"])
    i, j = shapely.STRtree(communes).query(shapes, predicate="intersects")
    whole = shapely.area(shapes[i]) if workload == "w4q" else shapely.area(communes[j])
    share = shapely.area(shapely.intersection(shapes[i], communes[j])) / whole
    with open(out, "w") as file:
        file.writelines(f"{keys[a]},{data['code'][b]},{c}\n" for a, b, c in zip(i, j, share))
