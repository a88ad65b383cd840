#!/usr/bin/env python3
"""Writes strip_rows.tsv: the rows of some windows as strip_reference.py makes them, as a witness against src/Stages/Window.

    python3 strip_rows.py PATH/TO/strip_reference.py > strip_rows.tsv

Columns: zone; interval; start and end of the window and first instant of the readings (unix seconds); the step, count, seed and gap that `readings`
makes them from; readings, min, max and rows of the picture (0 readings: no picture); SHA-256 of its values before they have colours, row by row,
1,440 little-endian doubles each. Needs numpy. Zones are those whose clocks do not go back across midnight, where strip_reference.py goes by dates.
"""
import datetime as dt
import hashlib
import importlib.util
import sys
from zoneinfo import ZoneInfo

DAYS = {
    "America/Los_Angeles": ["2025-01-15", "2025-03-09", "2025-11-02"],
    "Etc/GMT+8": ["2025-03-09"],
    "Europe/Brussels": ["2024-03-31", "2024-10-27"],
    "Asia/Kolkata": ["2024-06-01"],
    "Asia/Kathmandu": ["1985-12-31", "2024-06-01"],
    "Australia/Lord_Howe": ["2024-10-06", "2025-04-06"],
    "Antarctica/Troll": ["2024-03-31", "2024-10-27"],
    "America/St_Johns": ["2015-11-01"],
    "Pacific/Apia": ["2011-09-24"],
}


def readings(first, step, count, seed, gap):
    """About one a step, some missing, none on every gap-th day but the first: times in seconds, values in tenths."""
    x, found = seed, []
    for i in range(count):
        x = (x * 1103515245 + 12345) % 2147483648
        at = first + i * step + (x >> 8) % step
        if (x >> 16) % 7 and (gap == 0 or (at - first) // 86400 % gap != 1):
            found.append((at, ((x >> 4) % 2000 - 1000) / 10))
    return found


def main():
    spec = importlib.util.spec_from_file_location("strip_reference", sys.argv[1])
    reference = importlib.util.module_from_spec(spec)
    sys.modules["strip_reference"] = reference
    spec.loader.exec_module(reference)
    for number, (name, date) in enumerate((name, date) for name, dates in DAYS.items() for date in dates):
        zone = ZoneInfo(name)
        reference.set_zone(name)
        day = dt.date.fromisoformat(date)
        start, end = reference.local_midnight(day), reference.local_midnight(day + dt.timedelta(days=1))
        anchor = reference.local_midnight(day - dt.timedelta(days=4))
        hours = [start + 3600 * k for k in (0, 1, 2, 3, 22)]
        for step, gap in ((20, 0), (300, 3), (5400, 2), (40000, 0)):
            first = int(anchor) - 3600
            given = (first, step, 7 * 86400 // step, number + 1, gap)
            series = reference.Series.of(*zip(*readings(*given)))
            windows = [("daily", start, end), ("cumulative", anchor, end), ("cumulative", anchor, start)]
            windows += [("hourly", *hour_of(zone, at)) for at in hours]
            windows += [("cumulative", anchor, hour_of(zone, at)[1]) for at in hours[1:]]
            for interval, a, b in windows:
                if interval == "hourly":
                    strip = reference.render_hourly(series, a)
                elif interval == "daily":
                    strip = reference.render_daily(series, day)
                else:
                    strip = reference.render_cumulative(series, a, b)
                print(name, interval, int(a), int(b), *given, *told(strip), sep="\t")


def hour_of(zone, at):
    """[start, end) of the hourly window that holds an instant."""
    def shown(second):
        local = dt.datetime.fromtimestamp(second, zone)
        return local.date(), local.hour, local.utcoffset()
    a, b = at // 60 * 60, at // 60 * 60 + 60
    while shown(a - 60) == shown(at):
        a -= 60
    while shown(b) == shown(at):
        b += 60
    return a, b


def told(strip):
    if strip is None:
        return 0, "-", "-", 0, "-"
    values = strip.values.astype("<f8").tobytes()
    return strip.readings, repr(float(strip.vmin)), repr(float(strip.vmax)), len(strip.values), hashlib.sha256(values).hexdigest()


if __name__ == "__main__":
    main()
