"""Reads lines "<1 where floats have 32 bits, else 0> <hex>" and answers "<what it reads> <hex of what it writes again>"; then makes as many values of its own
as its argument says and writes them in the same form."""
import random
import struct
import sys

import msgpack


def text(value):
    if value is None:
        return "n"
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return "d" + struct.pack(">d", value).hex()
    if isinstance(value, str):
        return "s" + value.encode().hex()
    if isinstance(value, bytes):
        return "b" + value.hex()
    if isinstance(value, msgpack.Timestamp):
        return "@%d.%d" % (value.seconds, value.nanoseconds)
    if isinstance(value, list):
        return "[" + ",".join(map(text, value)) + "]"
    return "{" + ",".join(text(key) + ":" + text(item) for key, item in value.items()) + "}"


def whole(chance):
    near = 1 << chance.randrange(65)
    return min(max(chance.choice((near, -near)) + chance.randrange(-2, 3), -1 << 63), (1 << 64) - 1)


def letters(chance, length):
    return "".join(chr(chance.choice((chance.randrange(0x7F), chance.randrange(0xA0, 0x2000), chance.randrange(0x10000, 0x1F000)))) for _ in range(length))


def length(chance):
    return chance.choice((0, 1, 5, 15, 16, 31, 32, 255, 256)) if chance.randrange(300) else chance.choice((65535, 65536))


def make(chance, depth):
    kind = chance.randrange(10 if depth else 8)
    if kind == 0:
        return chance.choice((None, True, False))
    if kind <= 2:
        return whole(chance)
    if kind == 3:
        return chance.choice((chance.random() * 10.0 ** chance.randrange(-300, 300), float(chance.randrange(1000)), -0.0, float("inf"), float("nan")))
    if kind <= 5:
        return letters(chance, length(chance))
    if kind == 6:
        return chance.randbytes(length(chance))
    if kind == 7:
        seconds = chance.choice((0, -1, (1 << 32) - 1, 1 << 32, (1 << 34) - 1, 1 << 34, -62135596800, 253402300799))
        return msgpack.Timestamp(seconds, chance.choice((0, 1, 999999999, chance.randrange(10 ** 9))))
    if kind == 8:
        return [make(chance, depth - 1) for _ in range(chance.choice((0, 1, 3, 15, 16)))]
    return {letters(chance, 4) if chance.randrange(2) else n: make(chance, depth - 1) for n in range(chance.choice((0, 1, 3, 15, 16)))}


for line in sys.stdin:
    single, packed = line.split()
    value = msgpack.unpackb(bytes.fromhex(packed), strict_map_key=False)
    print(text(value), msgpack.packb(value, use_single_float=single == "1").hex())
for seed in range(int(sys.argv[1])):
    value = make(random.Random(seed), 3)
    print(text(value), msgpack.packb(value).hex())
