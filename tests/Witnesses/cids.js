// Prints the CID of prefixes of a file, one a line, as ipfs-unixfs-importer computes them.
// Usage: node cids.js FILE < lines of {"size": n, "chunk": n, "links": n}
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { BlackHoleBlockstore } from 'blockstore-core'
import { importBytes } from 'ipfs-unixfs-importer'
import { fixedSize } from 'ipfs-unixfs-importer/chunker'
import { balanced } from 'ipfs-unixfs-importer/layout'

const content = readFileSync(process.argv[2])
for await (const line of createInterface({ input: process.stdin })) {
  const { size, chunk, links } = JSON.parse(line)
  const { cid } = await importBytes(content.subarray(0, size), new BlackHoleBlockstore(), {
    cidVersion: 1,
    rawLeaves: true,
    chunker: fixedSize({ chunkSize: chunk }),
    layout: balanced({ maxChildrenPerNode: links }),
  })
  console.log(cid.toString())
}
