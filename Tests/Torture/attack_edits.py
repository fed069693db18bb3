"""What answers come from, edited by SQL behind the program's back: `verify` refuses each."""

import shutil
import sqlite3


def swap_codes(db):
    codes = db.execute("SELECT codes FROM locator WHERE kind = 'commune'").fetchone()[0]
    separator = next((sign for sign in (" ", ",", "\n") if sign in codes), None)
    if separator:
        parts = codes.split(separator)
    else:
        parts = [codes[start:start + 5] for start in range(0, len(codes), 5)]
    yield parts, separator or ""


def locator_codes(change):
    def edit(db):
        for parts, separator in swap_codes(db):
            change(parts)
            db.execute("UPDATE locator SET codes = ? WHERE kind = 'commune'", [separator.join(parts)])
    return edit


def swapped(parts):
    parts[0], parts[1] = parts[1], parts[0]


def twice(parts):
    parts[1] = parts[0]


def sql(*statements):
    def edit(db):
        for statement in statements:
            db.execute(statement)
    return edit


EDITS = {
    "codes of two communes swapped in the locator": locator_codes(swapped),
    "a code twice in the locator": locator_codes(twice),
    "the locator of the QPV in the place of the communes'": sql(
        "UPDATE locator SET bytes = (SELECT bytes FROM locator WHERE kind = 'qpv') WHERE kind = 'commune'"),
    "the locator gone": sql("DELETE FROM locator WHERE kind = 'commune'"),
    "all neighbours gone": sql("DELETE FROM commune_neighbour"),
    "one neighbour gone": sql(
        "DELETE FROM commune_neighbour WHERE (commune, neighbour) = "
        "(SELECT commune, neighbour FROM commune_neighbour LIMIT 1 OFFSET 5)"),
    "another license": sql("UPDATE metadata SET value = 'cc0' WHERE key = 'data_license'"),
    "another scope": sql("UPDATE metadata SET value = 'france' WHERE key = 'scope'"),
    "another vintage": sql("UPDATE metadata SET value = 'COG 2031' WHERE key = 'data_vintage'"),
    "another build date": sql("UPDATE metadata SET value = '2031-01-01' WHERE key = 'build_date'"),
    "edited files denied": sql("UPDATE metadata SET value = 'data/communes.csv' WHERE key = 'edited_files'"),
    "the view of territories replaced": sql(
        "DROP VIEW territory",
        "CREATE VIEW territory (kind, code, name, is_complete) AS SELECT 'commune', code, 'X', 1 FROM commune"),
    "a name gone from the search": sql(
        "DELETE FROM search_name WHERE (kind, code, name) = (SELECT kind, code, name FROM search_name "
        "WHERE kind = 'commune' LIMIT 1)"),
    "a name that leads to another code": sql(
        "UPDATE search_name SET code = (SELECT max(code) FROM commune) WHERE (kind, code, name) = "
        "(SELECT kind, code, name FROM search_name WHERE kind = 'commune' LIMIT 1)"),
    "the view of memberships replaced": sql(
        "DROP VIEW territory_commune",
        "CREATE VIEW territory_commune (kind, code, commune) AS SELECT 'commune', code, code FROM commune"),
    "the classes of a zoning changed in the column": sql(
        "UPDATE zoning_column SET places = zeroblob(length(places))"),
    "a population": sql("UPDATE population SET municipal = municipal + 1"),
    "a rule": sql("UPDATE programme SET rules = replace(rules, '2', '3')"),
    "the days of a source": sql("UPDATE source SET valid_until = '2099-12-31'"),
    "the known neighbourhood of the QPV": sql("UPDATE metadata SET value = '900000' WHERE key = 'known_qpv_radius_m'"),
    "a trigger planted": sql(
        "CREATE TRIGGER planted AFTER INSERT ON metadata BEGIN DELETE FROM qpv_commune; END"),
}


def run(attack):
    torture = attack.torture
    for original in (torture.small(), torture.full()):
        for number, (what, edit) in enumerate(EDITS.items()):
            copy = torture.scratch("edits", number) / original.name
            shutil.copy(original, copy)
            db = sqlite3.connect(copy)
            # The triggers and functions of SpatiaLite are not at hand, and not wanted.
            db.execute("PRAGMA ignore_check_constraints = ON")
            before = list(db.iterdump()) if what == "" else db.total_changes
            try:
                edit(db)
                db.commit()
            except sqlite3.Error as error:
                attack.note(f"edits that this database has no place for ({what}: {error})")
                continue
            changed = db.total_changes != before or "view" in what or "trigger" in what
            db.close()
            if not changed:
                attack.note("edits that changed nothing here")
                continue
            result = torture.run("verify", "-d", copy)
            fault = result.fault({2, 65})
            if result.code == 0:
                fault = "verify passes"
            attack.check(fault and f"{what}: {fault}", result.command, keep=[copy])
            copy.unlink()
