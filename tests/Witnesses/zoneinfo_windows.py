#!/usr/bin/env python3
"""Writes zoneinfo_windows.tsv: what Python's zoneinfo says of local days and hours, as a witness against src/Stages/Calendar.

    python3 zoneinfo_windows.py > zoneinfo_windows.tsv

Columns: zone, instant, local date of the day whose window holds it, column (local hour * 60 + minute), offset, start and end of that day, start and
end of the hourly window. Instants are unix seconds, offsets are seconds. Needs the standard library and the system's tzdata; the table was made with
tzdata 2025b. Years end before 2025, so that later changes of the rules do not matter, and zones are those whose past reads the same in both NodaTime's
and Debian's build of tzdata (Debian takes some years before 1970 from another file, `backzone`).

Nothing here follows the C# code: it looks for clock changes by halving, then reads the definition. A day begins at the first instant that shows its
date or a later one; an hour is the instants of one day that share local date, hour and offset.
"""
import datetime as dt
import random
from zoneinfo import ZoneInfo

SINCE_1900 = ["America/Los_Angeles", "America/New_York", "America/St_Johns", "America/Sao_Paulo", "Europe/Brussels", "Europe/London", "Europe/Moscow",
              "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Kwajalein", "Africa/Cairo", "Africa/Monrovia", "Asia/Karachi", "Asia/Kolkata"]
SINCE_1970 = ["Etc/GMT+8", "Antarctica/Troll", "America/Asuncion", "America/Havana", "Africa/Casablanca", "Asia/Amman", "Asia/Gaza", "Asia/Pyongyang",
              "Atlantic/Azores", "Antarctica/Casey", "America/Caracas", "Pacific/Chatham"]
BEGIN, END = dt.datetime(1900, 1, 1, tzinfo=dt.timezone.utc), dt.datetime(2025, 1, 1, tzinfo=dt.timezone.utc)
EPOCH = dt.date(1970, 1, 1).toordinal()


def offset(zone, at):
    """Seconds that clocks add to UTC at a unix second."""
    return int(dt.datetime.fromtimestamp(at, dt.timezone.utc).astimezone(zone).utcoffset().total_seconds())


def changes(zone, start, end, step):
    """Unix seconds in (start, end] from which another offset holds; sees what stays for `step` seconds or longer."""
    found, at, now = [], start, offset(zone, start)
    while at < end:
        after = min(at + step, end)
        if offset(zone, after) != now:
            low, high = at, after
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if offset(zone, middle) == now else (low, middle)
            found.append(high)
            at, now = high, offset(zone, high)
        else:
            at = after
    return found


def runs(zone, start, end):
    """[(start, end, offset)] that tile [start, end)."""
    cuts = [start, *[cut for cut in changes(zone, start, end, 900) if cut < end], end]
    return [(a, b, offset(zone, a)) for a, b in zip(cuts, cuts[1:])]


def beginning(zone, day):
    """The first instant that shows local day number `day` (days since 1970) or a later one."""
    midnight = day * 86400
    for a, b, shift in runs(zone, midnight - 100000, midnight + 100000):
        at = max(a, midnight - shift)
        if at < b:
            return at
    raise AssertionError("no zone is more than a day from UTC")


def row(zone_name, at):
    zone = ZoneInfo(zone_name)
    shift = offset(zone, at)
    local = at + shift
    day = local // 86400
    while beginning(zone, day + 1) <= at:
        day += 1
    start, end = beginning(zone, day), beginning(zone, day + 1)
    hour = local // 3600 * 3600
    first, last = max(start, hour - shift), min(end, hour + 3600 - shift)
    (own,) = [run for run in runs(zone, start, end) if run[0] <= at < run[1]]
    first, last = max(first, own[0]), min(last, own[1])
    return zone_name, at, dt.date.fromordinal(EPOCH + day), local % 86400 // 60, shift, start, end, first, last


def instants(zone_name, since, chance):
    begin, end = int(since.timestamp()), int(END.timestamp())
    found = [chance.randrange(begin, end) for _ in range(60)]
    around = changes(ZoneInfo(zone_name), begin, end, 86400 * 5)
    for change in chance.sample(around, min(30, len(around))):
        found += [change - 1, change, change + chance.randrange(-90000, 90000)]
    return sorted(at for at in found if at < end - 200000)


def main():
    chance = random.Random(20250102)
    for zone_name in SINCE_1900 + SINCE_1970:
        since = BEGIN if zone_name in SINCE_1900 else BEGIN.replace(year=1970)
        for at in instants(zone_name, since, chance):
            print(*row(zone_name, at), sep="\t")


if __name__ == "__main__":
    main()
