#!/usr/bin/env python3
"""Paints strips with numpy and saves them with Pillow at level 6, in memory: the peer of the bench "pictures", which starts it and talks to it by lines.

Debian: python3-numpy python3-pil. On each line of standard input the path of a file, little-endian throughout: int32 pictures, lines, scale; then for
each picture int32 rows, stops; float64 min, max; stops x 3 float64; rows x 1,440 float64. Answers with a line: the mean seconds of a picture, from
values in memory to the bytes of a PNG file in memory. The last one is written beside the file, as FILE.png.
"""
import io
import sys
import time

import numpy as np
from PIL import Image

COLUMNS = 1440


def colour(values, low, high, stops):
    t = np.full(values.shape, 0.5) if high == low else np.clip((values - low) / (high - low), 0.0, 1.0)
    f = t * (len(stops) - 1)
    i = f.astype(np.int64)
    j = np.minimum(i + 1, len(stops) - 1)
    w = (f - i)[..., None]
    return (stops[i] * (1 - w) + stops[j] * w).astype(np.int64).astype(np.uint8)


def paint(values, low, high, stops, lines, scale):
    colours = colour(values, low, high, stops)
    n = len(colours)
    logical = np.empty((lines, COLUMNS, 3), np.uint8)
    for r in range(n):
        logical[r * lines // n:(r + 1) * lines // n] = colours[r]
    full = logical.repeat(scale, axis=0).repeat(scale, axis=1)
    png = io.BytesIO()
    Image.fromarray(full, "RGB").save(png, "PNG", compress_level=6)
    return png.getbuffer()


def pictures(content):
    count, lines, scale = np.frombuffer(content, "<i4", 3)
    at = 12
    for _ in range(count):
        rows, stops = (int(number) for number in np.frombuffer(content, "<i4", 2, at))
        low, high = np.frombuffer(content, "<f8", 2, at + 8)
        palette = np.frombuffer(content, "<f8", stops * 3, at + 24).reshape(stops, 3)
        at += 24 + 24 * stops
        values = np.frombuffer(content, "<f8", rows * COLUMNS, at).reshape(rows, COLUMNS)
        at += 8 * rows * COLUMNS
        yield values, low, high, palette, int(lines), int(scale)


def main():
    print("ready", flush=True)
    for line in sys.stdin:
        name = line.rstrip("\n")
        with open(name, "rb") as file:
            content = file.read()
        seconds = []
        for picture in pictures(content):
            begin = time.perf_counter()
            png = paint(*picture)
            seconds.append(time.perf_counter() - begin)
        with open(name + ".png", "wb") as file:
            file.write(png)
        print(sum(seconds) / len(seconds), flush=True)


main()
