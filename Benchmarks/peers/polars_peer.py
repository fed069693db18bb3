"""polars: data frames, read from the CSV files at each run."""
import sys
import polars as pl

workload, work = sys.argv[1:3]
if workload == "prepare":
    sys.exit()
levels = ["epci", "departement", "region"]
communes = pl.scan_csv(f"{work}/communes.csv", infer_schema=False).select(
    "code", *levels, pl.col("municipal_population").cast(pl.Int64).alias("pop"))
values = pl.scan_csv(f"{work}/values.csv", schema_overrides={"code": pl.String}).drop_nulls("value").join(communes, on="code")
parts = [
    values.drop_nulls(level).group_by(level, "indicator").agg(
        pl.col("value").sum(), (pl.col("value") * pl.col("pop")).sum().alias("weighted"), pl.col("pop").sum())
    .select(pl.lit(level).alias("kind"), pl.col(level).alias("code"), "indicator", "value",
            pl.when(pl.col("pop") > 0).then(pl.col("weighted") / pl.col("pop")))
    for level in levels]
pl.concat(parts).collect().write_csv(f"{work}/out/{workload}.polars", include_header=False)
