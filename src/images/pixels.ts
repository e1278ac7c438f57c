/** A picture that was read: four bytes a pixel (red, green, blue, opacity), row by row from the top. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly rgba: Uint8Array
}

/** What is wrong with a picture; thrown by the readers, returned by `rewriteImage`. */
export type ImageFaultKind = 'unknown-format' | 'file-too-large' | 'too-high' | 'too-wide' | 'malformed'

/** Ends the reading of a picture. */
export class ImageFault extends Error {
  readonly kind: ImageFaultKind

  constructor(kind: ImageFaultKind, message: string) {
    super(message)
    this.name = 'ImageFault'
    this.kind = kind
  }
}

/** Throws for what does not hold in a file that says it is a picture. */
export function requireSound(holds: boolean, message: string): asserts holds {
  if (!holds) throw new ImageFault('malformed', message)
}

/** Called with width and height as the header tells them, before anything is unpacked; throws when they are not allowed. */
export type JudgeSize = (width: number, height: number) => void
