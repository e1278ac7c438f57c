import { ImageFault, type JudgeSize, type Pixels, requireSound } from './pixels.ts'

const most = { maxResolutionInMP: 1, maxMemoryUsageInMB: 64 } as const

/** Reads a JPEG, baseline or progressive; its size is judged from the header first. Throws ImageFault. */
export async function readJpeg(bytes: Buffer, judge: JudgeSize): Promise<Pixels> {
  const told = sizeOf(bytes)
  judge(told.width, told.height)
  const { default: jpeg } = await import('jpeg-js')
  try {
    const { width, height, data } = jpeg.decode(bytes, { useTArray: true, tolerantDecoding: false, ...most })
    requireSound(width === told.width && height === told.height, 'it holds two pictures')
    return { width, height, rgba: data }
  } catch (failure) {
    if (failure instanceof ImageFault) throw failure
    throw new ImageFault('malformed', 'the picture cannot be read')
  }
}

/** Width and height as the first frame's header tells them. */
function sizeOf(bytes: Buffer): { readonly width: number; readonly height: number } {
  for (let at = 2; ; ) {
    requireSound(at + 9 <= bytes.length && bytes[at] === 0xff, 'there is no picture in it')
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    // The frames that hold a picture; C4, C8 and CC say something else.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
}
