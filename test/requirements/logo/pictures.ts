import { crc32, deflateSync } from 'node:zlib'

const signature = Buffer.from('89504e470d0a1a0a', 'hex')

const chunk = (type: string, content: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

interface PngKind {
  readonly bitDepth?: number
  readonly colorType?: number
  readonly interlaced?: boolean
  /** Chunks between header and picture. */
  readonly more?: readonly (readonly [type: string, content: Buffer])[]
}

/** A PNG as its header tells it, with `raw` (filter bytes included) as its picture. */
export function pngOf(width: number, height: number, raw: Uint8Array, kind: PngKind = {}): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([kind.bitDepth ?? 8, kind.colorType ?? 2, 0, 0, kind.interlaced === true ? 1 : 0], 8)
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    ...(kind.more ?? []).map(([type, content]) => chunk(type, content)),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A PNG of one colour; another colour is another picture. */
export function plainPng(
  width: number,
  height: number,
  color: readonly [number, number, number] = [0, 90, 80],
): Buffer {
  const row = Buffer.from([0, ...Array.from({ length: width }, () => color).flat()])
  return pngOf(width, height, Buffer.concat(Array.from({ length: height }, () => row)))
}

/** 2 × 1 pixels, red and blue, that change places in a second frame; with a comment and a loop for ever. */
export const animatedGif = Buffer.from(
  [
    'R0lGODlhAgABAIEAAP8AAAAA/wAAAAAAACH/C05FVFNDQVBFMi4wAwEAAAAh/glhIGNvbW1lbnQAIfkEADIAAAAsAAAAAAIAAQAACAUAAQQICA',
    'Ah+QQBMgACACwAAAAAAgABAIH/AAAAAP8AAAAAAAAIBQADAAgIADs=',
  ].join(''),
  'base64',
)

/** 16 × 8 pixels of red, with Exif: the name of a camera, and where it stood. */
export const locatedJpeg = Buffer.from(
  [
    '/9j/4AAQSkZJRgABAQAAAQABAAD/4QCiRXhpZgAATU0AKgAAAAgAAgEPAAIAAAAOAAAAJoglAAQAAAABAAAANAAAAABIaWRkZW4gY2FtZXJhAA',
    'AEAAEAAgAAAAJOAAAAAAIABQAAAAMAAABqAAMAAgAAAAJFAAAAAAQABQAAAAMAAACCAAAAAAAAADsAAAABAAAANgAAAAEAAAAxAAAAAQAAAAoA',
    'AAABAAAALAAAAAEAAAAuAAAAAf/bAEMAAwICAwICAwMDAwQDAwQFCAUFBAQFCgcHBggMCgwMCwoLCw0OEhANDhEOCwsQFhARExQVFRUMDxcYFh',
    'QYEhQVFP/bAEMBAwQEBQQFCQUFCRQNCw0UFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFP/AABEIAAgA',
    'EAMBIgACEQEDEQH/xAAfAAABBQEBAQEBAQAAAAAAAAAAAQIDBAUGBwgJCgv/xAC1EAACAQMDAgQDBQUEBAAAAX0BAgMABBEFEiExQQYTUWEHIn',
    'EUMoGRoQgjQrHBFVLR8CQzYnKCCQoWFxgZGiUmJygpKjQ1Njc4OTpDREVGR0hJSlNUVVZXWFlaY2RlZmdoaWpzdHV2d3h5eoOEhYaHiImKkpOU',
    'lZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4eLj5OXm5+jp6vHy8/T19vf4+fr/xAAfAQADAQEBAQEBAQEBAAAAAA',
    'AAAQIDBAUGBwgJCgv/xAC1EQACAQIEBAMEBwUEBAABAncAAQIDEQQFITEGEkFRB2FxEyIygQgUQpGhscEJIzNS8BVictEKFiQ04SXxFxgZGiYn',
    'KCkqNTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqCg4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxs',
    'fIycrS09TV1tfY2dri4+Tl5ufo6ery8/T19vf4+fr/2gAMAwEAAhEDEQA/APBKKKK/Pz+4D//Z',
  ].join(''),
  'base64',
)
