import { ImageFault, type ImageFaultKind, type JudgeSize, type Pixels, requireSound } from './pixels.ts'
import { readGif } from './read-gif.ts'
import { readJpeg } from './read-jpeg.ts'
import { readPng } from './read-png.ts'
import { pngSignature, writePng } from './write-png.ts'

/** What a picture may be at most; sizes in pixels. */
export interface ImageLimits {
  readonly bytes: number
  readonly height: number
  readonly width: number
}

export type RewrittenImage =
  | { readonly ok: true; readonly png: Buffer; readonly width: number; readonly height: number }
  | { readonly ok: false; readonly fault: ImageFaultKind; readonly message: string }

/** How each format begins, whatever the file is called. */
const formats: readonly {
  readonly begins: Buffer
  readonly read: (bytes: Buffer, judge: JudgeSize) => Pixels | Promise<Pixels>
}[] = [
  { begins: pngSignature, read: readPng },
  { begins: Buffer.from('GIF87a'), read: readGif },
  { begins: Buffer.from('GIF89a'), read: readGif },
  { begins: Buffer.from([0xff, 0xd8, 0xff]), read: readJpeg },
]

/**
 * Reads a picture that a stranger sent and writes it anew as PNG: the pixels of its first frame and nothing else. What it is
 * is told by its content, and a size that is not allowed ends it before anything is unpacked.
 */
export async function rewriteImage(bytes: Buffer, limits: ImageLimits): Promise<RewrittenImage> {
  const judge: JudgeSize = (width, height) => {
    requireSound(width > 0 && height > 0, 'it has no size')
    if (height > limits.height) throw new ImageFault('too-high', `${height} pixels high`)
    if (width > limits.width) throw new ImageFault('too-wide', `${width} pixels wide`)
  }
  try {
    if (bytes.length > limits.bytes) throw new ImageFault('file-too-large', `${bytes.length} bytes`)
    const format = formats.find(({ begins }) => bytes.subarray(0, begins.length).equals(begins))
    if (format === undefined) throw new ImageFault('unknown-format', 'it is none of PNG, JPEG and GIF')
    const pixels = await format.read(bytes, judge)
    return { ok: true, png: writePng(pixels), width: pixels.width, height: pixels.height }
  } catch (failure) {
    if (failure instanceof ImageFault) return { ok: false, fault: failure.kind, message: failure.message }
    throw failure
  }
}
