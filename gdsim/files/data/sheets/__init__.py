"""Cells of workbooks and Parquet files, as they are read in a process of their own."""
