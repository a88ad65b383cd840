#!/usr/bin/env python3
"""Compares pictures with the reference tool, many in one process, every pixel of each.

check_pictures.py TOOL FILE...   the tool is strip_reference.py; each FILE is JSON:
  csv: paths in order, time, value: columns, naive and zone: zones by name, interval, palette, pictures: [[path, start, end], ...] in unix seconds
Prints a line for each picture that differs, then how many were compared. A value column may stand one field to the right of its header.
"""
import csv, importlib.util, json, sys
from zoneinfo import ZoneInfo
import numpy as np
from PIL import Image

Image.MAX_IMAGE_PIXELS = None
LINES, COLUMNS, SCALE = 1680, 1440, 4


def load(tool, job, known={}):
    name = (tuple(job["csv"]), job["time"], job["value"], job["naive"])
    if name in known:
        return known[name]
    times, values, zone = [], [], ZoneInfo(job["naive"])
    for path in job["csv"]:
        with open(path, newline="") as file:
            rows = csv.reader(file)
            head = next(rows)
            a, b = head.index(job["time"]), head.index(job["value"])
            for row in rows:
                shift = len(row) - len(head)
                if row[a + shift]:
                    times.append(tool.parse_instant(row[a + shift], zone))
                    values.append(tool._num(row[b + shift]))
    known[name] = tool.Series.of(times, values)
    return known[name]


def same(path, strip):
    """Every pixel of the picture is that of its logical pixel, and every logical pixel is the reference's."""
    with Image.open(path) as picture:
        raw = np.asarray(picture)
        if raw.shape[:2] != (LINES * SCALE, COLUMNS * SCALE):
            return f"it is {picture.size}"
        raw = raw.reshape(LINES, SCALE, COLUMNS, SCALE, -1)
        seen = np.ascontiguousarray(raw[:, 0, :, 0])
        # A line of squares at a time, so that the memory it takes stays in the processor's cache.
        if not all((raw[y] == seen[y][None, :, None]).all() for y in range(LINES)):
            return "its logical pixels are not of one colour"
        if picture.mode == "P":
            seen = np.array(picture.getpalette()).reshape(-1, 3)[seen[..., 0]]
        wrong = (seen != strip.logical()).any(axis=2)
        return f"{wrong.sum()} logical pixels differ" if wrong.any() else None


def main():
    spec = importlib.util.spec_from_file_location("strip_reference", sys.argv[1])
    tool = importlib.util.module_from_spec(spec)
    sys.modules["strip_reference"] = tool
    spec.loader.exec_module(tool)
    compared = 0
    for name in sys.argv[2:]:
        with open(name) as file:
            job = json.load(file)
        tool.set_zone(job["zone"])
        series = load(tool, job)
        for path, start, end in job["pictures"]:
            if job["interval"] == "daily":
                strip = tool.render_daily(series, float(start), job["palette"])
            elif job["interval"] == "hourly":
                strip = tool.render_hourly(series, float(start), None, job["palette"])
            else:
                strip = tool.render_cumulative(series, float(start), float(end), job["palette"])
            why = "the reference has no picture there" if strip is None else same(path, strip)
            compared += 1
            if why:
                print(f"{path}: {why}")
    print(f"{compared} compared")


if __name__ == "__main__":
    main()
