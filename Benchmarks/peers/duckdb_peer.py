"""DuckDB with its spatial extension, on one file made ready."""
import glob, os, sys
import duckdb, duckdb_extension_spatial

workload, work = sys.argv[1:3]
path = f"{work}/duckdb.db" if workload != "w6" else f"{work}/duckdb-built.db"
if workload in ("prepare", "w6"):
    if workload == "prepare" and os.path.exists(path): sys.exit()
    for file in glob.glob(path + "*"): os.remove(file)
db = duckdb.connect(path, config={"allow_unsigned_extensions": "true"})
extension = glob.glob(os.path.dirname(duckdb_extension_spatial.__file__) + "/extensions/*/spatial.duckdb_extension")[0]
db.execute(f"load '{extension}'")
text = "types={'code':'VARCHAR','epci':'VARCHAR','departement':'VARCHAR','region':'VARCHAR','arrondissement':'VARCHAR'}"
metric = lambda g: f"ST_Transform({g}, 'EPSG:4326', 'EPSG:2154', always_xy := true)"
outlines = lambda: [db.execute(f"create table {level} as select {level} code, count(*) n, sum(municipal_population) pop, ST_Union_Agg(g) g"
    f" from communes where {level} is not null group by 1; create index r_{level} on {level} using rtree(g)") for level in ("epci", "departement", "region")]
if workload in ("prepare", "w6"):
    db.execute(f"create table communes as select * exclude wkb, ST_GeomFromHEXWKB(wkb) g from read_csv('{work}/communes.csv', {text}) order by code")
    db.execute("create unique index k on communes(code); create index r on communes using rtree(g)")
    outlines()
if workload == "prepare":
    db.execute(f"create table v as from read_csv('{work}/values.csv', types={{'code':'VARCHAR'}})")
    db.execute(f"create table shapes as select id, {metric('ST_GeomFromHEXWKB(wkb)')} g from read_csv('{work}/shapes.csv')")
    db.execute(f"alter table communes add column m geometry; update communes set m = {metric('g')}")
    db.execute(f"alter table epci add column m geometry; update epci set m = {metric('g')}")
out = f"{work}/out/{workload}.duckdb"
if workload == "w1":
    db.execute(f"copy (select p.id, c.code from read_csv('{work}/points.csv') p left join communes c on ST_Intersects(c.g, ST_Point(lon, lat))) to '{out}'")
elif workload == "w3":
    parts = " union all ".join(f"select '{l}', {l}, indicator, sum(value), sum(value * pop) / sum(pop) from j where {l} is not null group by {l}, indicator"
        for l in ("epci", "departement", "region"))
    db.execute(f"copy (with j as (select epci, departement, region, municipal_population pop, indicator, value from v join communes using (code) where value is not null) {parts}) to '{out}' (header false)")
elif workload in ("w4q", "w4e"):
    table, key, whole = ("shapes", "id", "s") if workload == "w4q" else ("epci", "code", "c")
    g = "g" if workload == "w4q" else "m"
    db.execute(f"copy (select s.{key}, c.code, ST_Area(ST_Intersection(s.{g}, c.m)) / ST_Area({whole}.{g if whole == 's' else 'm'}) from {table} s join communes c on ST_Intersects(s.{g}, c.m)) to '{out}' (header false)")
elif workload in ("w5c", "w5e"):
    names = [c[0] for c in db.execute("describe communes").fetchall() if c[0] not in ("g", "m")]
    source, members = ("communes", ",".join(f"'{n}', {n}" for n in names)) if workload == "w5c" else (
        "(select epci code, count(*) n, sum(municipal_population) pop, ST_Union_Agg(g) g from communes where epci is not null group by 1)", "'code', code, 'communes', n, 'population', pop")
    feature = f"json_object('type', 'Feature', 'properties', json_object({members}), 'geometry', ST_AsGeoJSON(g)::json)::varchar"
    db.execute(f"""copy (select '{{"type":"FeatureCollection","features":[' || string_agg({feature}, ',\n' order by code) || ']}}' from {source}) to '{out}' (format csv, header false, quote '', escape '', delimiter '\x02')""")
