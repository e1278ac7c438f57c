import { type JudgeSize, type Pixels, requireSound } from './pixels.ts'

/** Walks through a file and never past its end. */
function openReader(bytes: Buffer, start: number) {
  let at = start
  const take = (count: number): Buffer => {
    requireSound(at + count <= bytes.length, 'the file ends in the middle')
    at += count
    return bytes.subarray(at - count, at)
  }
  const byte = (): number => take(1)[0] ?? 0
  return {
    take,
    byte,
    /** The content of a chain of sub-blocks. */
    blocks(): Buffer {
      const parts: Buffer[] = []
      for (let length = byte(); length > 0; length = byte()) parts.push(take(length))
      return Buffer.concat(parts)
    },
    palette: (flags: number): Buffer | undefined => ((flags & 0x80) === 0 ? undefined : take(3 << ((flags & 7) + 1))),
  }
}

/** First row and step of each pass of an interlaced picture. */
const passes = [
  [0, 8],
  [4, 8],
  [2, 4],
  [1, 2],
] as const

/** Reads the first picture of a GIF, on the whole of its canvas; what follows it is passed over. Throws ImageFault. */
export function readGif(bytes: Buffer, judge: JudgeSize): Pixels {
  const reader = openReader(bytes, 6)
  const screen = reader.take(7)
  const width = screen.readUInt16LE(0)
  const height = screen.readUInt16LE(2)
  judge(width, height)
  const common = reader.palette(screen[4] ?? 0)
  let transparent: number | undefined
  for (let kind = reader.byte(); kind !== 0x2c; kind = reader.byte()) {
    requireSound(kind === 0x21, 'there is no picture in it')
    const isControl = reader.byte() === 0xf9
    const block = reader.blocks()
    if (isControl && block.length >= 4) transparent = ((block[0] ?? 0) & 1) === 1 ? block[3] : undefined
  }
  const place = reader.take(9)
  const [left, top, columns, rows] = [0, 2, 4, 6].map((at) => place.readUInt16LE(at)) as [
    number,
    number,
    number,
    number,
  ]
  const flags = place[8] ?? 0
  requireSound(left + columns <= width && top + rows <= height && columns * rows > 0, 'the picture leaves its canvas')
  const palette = reader.palette(flags) ?? common
  requireSound(palette !== undefined, 'there is no palette')
  const codeSize = reader.byte()
  const indexes = unpack(reader.blocks(), codeSize, columns * rows)
  const order =
    (flags & 0x40) === 0
      ? Array.from({ length: rows }, (_, row) => row)
      : passes.flatMap(([first, step]) =>
          Array.from({ length: Math.max(0, Math.ceil((rows - first) / step)) }, (_, turn) => first + turn * step),
        )
  const rgba = new Uint8Array(width * height * 4)
  order.forEach((row, turn) => {
    for (let column = 0; column < columns; column++) {
      const index = indexes[turn * columns + column] ?? 0
      if (index === transparent) continue
      requireSound(index * 3 < palette.length, 'a colour is not in the palette')
      const at = ((top + row) * width + left + column) * 4
      rgba.set(palette.subarray(index * 3, index * 3 + 3), at)
      rgba[at + 3] = 255
    }
  })
  return { width, height, rgba }
}

/** Unpacks the LZW of GIF to exactly `count` colours; more is not unpacked, and with fewer the file is not whole. */
function unpack(data: Buffer, codeSize: number, count: number): Uint8Array {
  requireSound(codeSize >= 2 && codeSize <= 8, 'unknown packing')
  const clear = 1 << codeSize
  const out = new Uint8Array(count)
  // A code is its first code's text with one colour more: where that text was last written is all that must be known.
  const starts = new Uint32Array(4096)
  const lengths = new Uint16Array(4096)
  let next = clear + 2
  let bits = codeSize + 1
  let written = 0
  let formerStart = -1
  let formerLength = 0
  let buffer = 0
  let held = 0
  for (const byte of data) {
    buffer |= byte << held
    held += 8
    while (held >= bits && written < count) {
      const code = buffer & ((1 << bits) - 1)
      buffer >>>= bits
      held -= bits
      if (code === clear) {
        next = clear + 2
        bits = codeSize + 1
        formerStart = -1
        continue
      }
      if (code === clear + 1) return whole(out, written)
      if (formerStart >= 0 && next < 4096) {
        starts[next] = formerStart
        lengths[next] = formerLength + 1
        next += 1
      }
      requireSound(code < clear || (code >= clear + 2 && code < next), 'the packing is broken')
      const start = written
      const length = code < clear ? 1 : (lengths[code] ?? 0)
      if (code < clear) out[written++] = code
      else
        for (let step = 0; step < length && written < count; step++)
          out[written++] = out[(starts[code] ?? 0) + step] ?? 0
      formerStart = start
      formerLength = length
      if (next === 1 << bits && bits < 12) bits += 1
    }
    if (written === count) return out
  }
  return whole(out, written)
}

function whole(out: Uint8Array, written: number): Uint8Array {
  requireSound(written === out.length, 'the file ends in the middle')
  return out
}
