#!/usr/bin/env python3
"""Unpacks pictures with Pillow, many in one process.

decode_pictures.py SCALE FILE...   prints a line for each: mode, width, height, and the SHA-256 of its pixels as red, green and blue bytes, one pixel
for each square of SCALE x SCALE; or, where such a square is not of one colour, that instead of the SHA-256. Needs numpy.
"""
import hashlib, sys
import numpy as np
from PIL import Image

Image.MAX_IMAGE_PIXELS = None


def main():
    scale = int(sys.argv[1])
    for name in sys.argv[2:]:
        with Image.open(name) as picture:
            width, height = picture.size
            raw = np.asarray(picture).reshape(height, width, -1)
            logical = np.ascontiguousarray(raw[::scale, ::scale])
            # A line of squares at a time, so that the memory it takes stays in the processor's cache.
            even = all((raw[y:y + scale].reshape(scale, width // scale, scale, -1) == logical[y // scale][None, :, None]).all() for y in range(0, height, scale))
            if picture.mode == "P":
                logical = np.array(picture.getpalette(), np.uint8).reshape(-1, 3)[logical[..., 0]]
            seen = hashlib.sha256(logical.tobytes()).hexdigest() if even else "squares of more than one colour"
            print(picture.mode, width, height, seen, flush=True)


if __name__ == "__main__":
    main()
