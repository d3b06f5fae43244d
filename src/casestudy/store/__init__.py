"""The only package with SQL: engines, tables, repositories, read models."""
