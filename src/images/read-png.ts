import { crc32, inflateSync } from 'node:zlib'
import { type JudgeSize, type Pixels, requireSound } from './pixels.ts'
import { pngPredictors } from './png-filters.ts'

interface Header {
  readonly width: number
  readonly height: number
  readonly bitDepth: number
  readonly colorType: number
  readonly isInterlaced: boolean
}

interface Chunks {
  readonly header: Header
  readonly palette: Buffer | undefined
  readonly transparency: Buffer | undefined
  readonly data: Buffer
}

/** Samples of a pixel and the depths allowed, by colour type (PNG §11.2.1). */
const colorTypes: Readonly<Record<number, { readonly samples: number; readonly depths: readonly number[] }>> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
}

/** First column and row of each pass of an interlaced picture, and the steps between them (PNG §8.2). */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

/**
 * Reads a PNG of any kind; of an animated one the still picture. All other chunks, and what follows the end, are passed over.
 * Throws ImageFault.
 */
export function readPng(bytes: Buffer, judge: JudgeSize): Pixels {
  const chunks = readChunks(bytes, judge)
  const { width, height, bitDepth, colorType, isInterlaced } = chunks.header
  const bitsPerPixel = (colorTypes[colorType]?.samples ?? 1) * bitDepth
  const parts = (isInterlaced ? passes : ([[0, 0, 1, 1]] as const))
    .map(([x, y, stepX, stepY]) => ({
      x,
      y,
      stepX,
      stepY,
      columns: Math.ceil((width - x) / stepX),
      rows: Math.ceil((height - y) / stepY),
    }))
    .filter(({ columns, rows }) => columns > 0 && rows > 0)
  const rowBytesOf = (columns: number) => Math.ceil((columns * bitsPerPixel) / 8)
  const expected = parts.reduce((sum, { columns, rows }) => sum + rows * (rowBytesOf(columns) + 1), 0)
  const raw = inflate(chunks.data, expected)
  const rgba = new Uint8Array(width * height * 4)
  let at = 0
  for (const { x, y, stepX, stepY, columns, rows } of parts) {
    const rowBytes = rowBytesOf(columns)
    let above = new Uint8Array(rowBytes)
    for (let row = 0; row < rows; row++) {
      const line = unfiltered(raw.subarray(at, at + rowBytes + 1), above, Math.ceil(bitsPerPixel / 8))
      at += rowBytes + 1
      above = line
      for (let column = 0; column < columns; column++)
        putPixel(rgba, ((y + row * stepY) * width + x + column * stepX) * 4, line, column, chunks)
    }
  }
  return { width, height, rgba }
}

function readChunks(bytes: Buffer, judge: JudgeSize): Chunks {
  let header: Header | undefined
  let palette: Buffer | undefined
  let transparency: Buffer | undefined
  const data: Buffer[] = []
  for (let at = 8; ; ) {
    requireSound(at + 12 <= bytes.length, 'the file ends in the middle')
    const length = bytes.readUInt32BE(at)
    requireSound(at + 12 + length <= bytes.length, 'the file ends in the middle')
    const type = bytes.toString('latin1', at + 4, at + 8)
    const content = bytes.subarray(at + 8, at + 8 + length)
    requireSound(
      crc32(bytes.subarray(at + 4, at + 8 + length)) === bytes.readUInt32BE(at + 8 + length),
      'a checksum is wrong',
    )
    requireSound((at === 8) === (type === 'IHDR'), 'the header is not where it must be')
    at += 12 + length
    if (type === 'IHDR') header = readHeader(content, judge)
    else if (type === 'PLTE') palette = content
    else if (type === 'tRNS') transparency = content
    else if (type === 'IDAT') data.push(content)
    else if (type === 'IEND') break
    else requireSound(/^[a-z]/.test(type), 'it needs something that is unknown')
  }
  requireSound(header !== undefined && data.length > 0, 'there is no picture in it')
  if (header.colorType === 3)
    requireSound(palette !== undefined && palette.length % 3 === 0 && palette.length > 0, 'there is no palette')
  return { header, palette, transparency, data: Buffer.concat(data) }
}

function readHeader(content: Buffer, judge: JudgeSize): Header {
  requireSound(content.length === 13, 'the header has another length')
  const [bitDepth = 0, colorType = 0, compression, filter, interlace] = content.subarray(8)
  const width = content.readUInt32BE(0)
  const height = content.readUInt32BE(4)
  const isKnown = colorTypes[colorType]?.depths.includes(bitDepth) === true
  requireSound(isKnown && compression === 0 && filter === 0 && (interlace === 0 || interlace === 1), 'unknown kind')
  judge(width, height)
  return { width, height, bitDepth, colorType, isInterlaced: interlace === 1 }
}

/** No more than the picture needs is ever unpacked, whatever the file holds. */
function inflate(data: Buffer, expected: number): Buffer {
  let raw: Buffer | undefined
  try {
    raw = inflateSync(data, { maxOutputLength: expected })
  } catch {
    raw = undefined
  }
  requireSound(raw?.length === expected, 'the picture is not of the size that its header tells')
  return raw
}

function unfiltered(line: Uint8Array, above: Uint8Array, pixelBytes: number): Uint8Array<ArrayBuffer> {
  const predict = pngPredictors[line[0] ?? 0]
  requireSound(predict !== undefined, 'unknown filter')
  const out = new Uint8Array(line.length - 1)
  for (let at = 0; at < out.length; at++) {
    const left = at < pixelBytes ? 0 : (out[at - pixelBytes] ?? 0)
    const aboveLeft = at < pixelBytes ? 0 : (above[at - pixelBytes] ?? 0)
    out[at] = (line[at + 1] ?? 0) + predict(left, above[at] ?? 0, aboveLeft)
  }
  return out
}

/** A sample as it stands: 1 to 16 bits. */
function sample(line: Uint8Array, index: number, bitDepth: number): number {
  if (bitDepth === 8) return line[index] ?? 0
  if (bitDepth === 16) return ((line[index * 2] ?? 0) << 8) | (line[index * 2 + 1] ?? 0)
  const bit = index * bitDepth
  return ((line[bit >> 3] ?? 0) >> (8 - bitDepth - (bit & 7))) & ((1 << bitDepth) - 1)
}

function putPixel(rgba: Uint8Array, at: number, line: Uint8Array, column: number, chunks: Chunks): void {
  const { palette, transparency } = chunks
  const { bitDepth, colorType } = chunks.header
  const samples = colorTypes[colorType]?.samples ?? 1
  const values = Array.from({ length: samples }, (_, place) => sample(line, column * samples + place, bitDepth))
  if (colorType === 3) {
    const index = values[0] ?? 0
    requireSound(palette !== undefined && index * 3 < palette.length, 'a colour is not in the palette')
    rgba.set([...palette.subarray(index * 3, index * 3 + 3), transparency?.[index] ?? 255], at)
    return
  }
  const most = (1 << bitDepth) - 1
  const bytes = values.map((value) => Math.round((value * 255) / most))
  const colours = samples < 3 ? [bytes[0] ?? 0, bytes[0] ?? 0, bytes[0] ?? 0] : bytes.slice(0, 3)
  const ownOpacity = colorType === 4 || colorType === 6 ? bytes.at(-1) : undefined
  const isCut =
    transparency !== undefined &&
    transparency.length >= samples * 2 &&
    values.every((value, place) => value === transparency.readUInt16BE(place * 2))
  rgba.set([...colours, ownOpacity ?? (isCut ? 0 : 255)], at)
}
