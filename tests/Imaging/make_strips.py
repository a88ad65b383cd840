#!/usr/bin/env python3
"""Makes strips.json: what docs/pictures.md says of some made-up strips, computed without any code of this project.

Needs numpy. Values come from whole numbers by one division, so that every language finds the same doubles.
Usage: make_strips.py > strips.json
"""
import hashlib
import json
import numpy as np

COLUMNS, LINES = 1440, 1680
PALETTES = {name: [[int(stop[i:i + 2], 16) for i in (0, 2, 4)] for stop in stops.split()] for name, stops in {
    "redblue": "1E3A5C 234878 285594 2D63B0 3272C2 4385BE 66A0C8 92BFDB ABCFE2 C6DDE8 E1ECEB F0F5F4 FFE1D5 "
               "FFCABB FDB2A2 F89A8A E8705F D14D41 C03E35 AF3029 A02D27 913026 823424 733823",
    "cyan": "101F1D 122F2C 143F3C 164F4A 1C6C66 24837B 2F968D 3AA99F 5ABDAC 87D3C3 A2DECE BFE8D9 DDF1E4",
    "green": "1A1E0C 252D09 313D07 3D4C07 536907 668008 768D21 879A39 A8AF54 BEC97E CDD597 DDE2B2 EDEECF",
    "base": "1C1B1A 282726 343331 403E3C 575653 6F6E69 878580 9F9D96 B7B5AC CECDC3 DAD8CE E6E4D9 F2F0E5",
    "purple": "1A1623 1A1623 261C39 31234E 3C2A62 5E409D 735EB5 8B7EC8 A699D0 C4B9E0 D3CAE6 E2D9E9 F0EAEC",
    "yellow": "241E08 3A2D04 583D02 664D01 8E6801 AD8301 BE9207 D8A215 DFB431 ECCB60 F1D67E F6E2A8 FAEEC6",
    "blue": "101A24 133051 163B66 1A4F8C 205EA6 3171B2 4385BE 66A0C8 92BFDB ABCFE2 C6DDE8 E1ECEB",
    "red": "261312 551B18 6C201C 942822 AF3029 C03E35 D14D41 E8705F F89A8A FDB2A2 FFCABB FFE1D5",
}.items()}
PALETTES["black"] = [[0, 0, 0]] * 2
PALETTES["random"] = [[(i + 1) * 2654435761 >> shift & 255 for shift in (8, 16, 24)] for i in range(4096)]


def values(case):
    """row, column -> double: ((a r + b c + e r c) mod m) div q, as a double, over d; or noise; or one column that differs."""
    r, c = np.mgrid[0:case["rows"], 0:COLUMNS].astype(np.uint64)
    if case["kind"] == "mix":
        whole = (case["a"] * r + case["b"] * c + case["e"] * r * c) % case["m"] // case["q"]
    elif case["kind"] == "noise":
        whole = ((r * 73856093 ^ c * 19349663) * 83492791 & 0xFFFFFFFF) >> 8
    else:
        whole = (c == case["a"]).astype(np.uint64)
    return whole.astype(np.float64) / case["d"]


def colours(v, low, high, palette):
    stops = np.array(PALETTES[palette], np.float64)
    t = np.full(v.shape, 0.5) if high == low else np.clip((v - low) / (high - low), 0.0, 1.0)
    f = t * (len(stops) - 1)
    i = f.astype(np.int64)
    j = np.minimum(i + 1, len(stops) - 1)
    w = (f - i)[..., None]
    return (stops[i] * (1 - w) + stops[j] * w).astype(np.int64).astype(np.uint8)


def canvas(rows):
    out = np.empty((LINES, COLUMNS, 3), np.uint8)
    n = len(rows)
    for r in range(n):
        out[r * LINES // n:(r + 1) * LINES // n] = rows[r]
    return out


def cases():
    def mix(name, rows, palette, a=0, b=0, e=0, m=1, q=1, d=1.0):
        return dict(name=name, rows=rows, palette=palette, kind="mix", a=a, b=b, e=e, m=m, q=q, d=d)
    yield mix("constant", 1, "redblue")
    yield mix("black", 3, "black", a=1, b=1, m=1440)
    yield mix("constant, many rows", 420, "base")
    for column in (0, 1, 719, 1439):
        yield dict(name=f"only column {column} differs", rows=1, palette="cyan", kind="one", a=column, d=3.0)
    for rows in (1, 2, 3, 11, 420, 1679, 1680, 2500):
        yield dict(name=f"noise, {rows} rows", rows=rows, palette="redblue", kind="noise", d=7.0)
    yield dict(name="random pixels", rows=1680, palette="random", kind="noise", d=3.0)
    for palette in list(PALETTES)[:8]:
        yield mix(f"every colour of {palette}", 3, palette, a=480, b=1, m=1440, d=7.0)
    yield mix("256 colours", 2, "redblue", b=1, m=256, d=3.0)
    yield mix("257 values", 2, "redblue", b=1, m=257, d=3.0)
    yield mix("slopes", 200, "purple", a=37, b=3, m=1009, d=11.0)
    yield mix("steps of one hour", 30, "green", a=1440, b=1, m=43200, q=60, d=10.0)
    yield mix("bends", 90, "yellow", a=5, b=1, e=1, m=4096, q=16, d=6.0)


def main():
    out = []
    for case in cases():
        v = values(case)
        low, high = float(v.min()), float(v.max())
        rows = colours(v, low, high, case["palette"])
        pixels = canvas(rows)
        used = len(np.unique(pixels.reshape(-1, 3), axis=0))
        out.append(case | dict(colours=used, sha256=hashlib.sha256(pixels.tobytes()).hexdigest()))
    print("[\n" + ",\n".join("  " + json.dumps(case) for case in out) + "\n]")


if __name__ == "__main__":
    main()
