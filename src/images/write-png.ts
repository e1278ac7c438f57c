import { crc32, deflateSync } from 'node:zlib'
import type { Pixels } from './pixels.ts'
import { pngPredictors } from './png-filters.ts'

export const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** The pixels as a PNG of the three chunks that a PNG must have, and no other. Opaque pictures go without opacity. */
export function writePng(pixels: Pixels): Buffer {
  const { width, height, rgba } = pixels
  const isOpaque = rgba.every((value, index) => index % 4 !== 3 || value === 255)
  const depth = isOpaque ? 3 : 4
  const raw = new Uint8Array(width * height * depth)
  for (let pixel = 0; pixel < width * height; pixel++)
    raw.set(rgba.subarray(pixel * 4, pixel * 4 + depth), pixel * depth)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, isOpaque ? 2 : 6, 0, 0, 0], 8)
  // Small pictures: every filter is tried on the whole of it, and the smallest result kept.
  const [smallest] = pngPredictors
    .map((_predictor, type) => deflateSync(filtered(raw, width * depth, depth, type), { level: 9 }))
    .sort((one, other) => one.length - other.length)
  return Buffer.concat([
    pngSignature,
    chunk('IHDR', header),
    chunk('IDAT', smallest ?? Buffer.alloc(0)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function filtered(raw: Uint8Array, rowBytes: number, pixelBytes: number, type: number): Uint8Array {
  const predict = pngPredictors[type] ?? (() => 0)
  const rows = raw.length / rowBytes
  const out = new Uint8Array(raw.length + rows)
  for (let row = 0; row < rows; row++) {
    out[row * (rowBytes + 1)] = type
    for (let column = 0; column < rowBytes; column++) {
      const at = row * rowBytes + column
      const left = column < pixelBytes ? 0 : (raw[at - pixelBytes] ?? 0)
      const above = row === 0 ? 0 : (raw[at - rowBytes] ?? 0)
      const aboveLeft = row === 0 || column < pixelBytes ? 0 : (raw[at - rowBytes - pixelBytes] ?? 0)
      out[row * (rowBytes + 1) + 1 + column] = (raw[at] ?? 0) - predict(left, above, aboveLeft)
    }
  }
  return out
}

function chunk(type: string, content: Buffer): Buffer {
  const framed = Buffer.alloc(content.length + 12)
  framed.writeUInt32BE(content.length, 0)
  framed.write(type, 4, 'latin1')
  content.copy(framed, 8)
  framed.writeUInt32BE(crc32(framed.subarray(4, content.length + 8)), content.length + 8)
  return framed
}
