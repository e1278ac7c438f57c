import { createHash } from 'node:crypto'
import type { ImageFaultKind } from '../../../images/pixels.ts'
import { rewriteImage } from '../../../images/rewrite-image.ts'
import { refuse } from '../../../journey/refusal.ts'
import { logoLimits } from '../../../protocol/logo.ts'
import type { ReadLogo } from '../../self-service/put-logo.ts'

const refusals: Readonly<
  Record<ImageFaultKind, () => { readonly code: Code; readonly values?: Record<string, string> }>
> = {
  'unknown-format': () => ({ code: 'file_type', values: { kinds: 'PNG, JPEG, GIF' } }),
  'file-too-large': () => ({ code: 'file_too_large', values: { most: `${logoLimits.bytes / 1000} kB` } }),
  'too-high': () => tooLarge,
  'too-wide': () => tooLarge,
  malformed: () => ({ code: 'image_broken' }),
}
type Code = 'file_type' | 'file_too_large' | 'image_too_large' | 'image_broken'
const tooLarge = {
  code: 'image_too_large',
  values: { height: String(logoLimits.height), width: String(logoLimits.width) },
} as const

/** The picture that was sent, written anew, with its hash (LOGO-1…LOGO-3). Refuses what is none, or not of this size. */
export async function readLogo(sent: Buffer | undefined): Promise<ReadLogo> {
  if (sent === undefined || sent.length === 0) refuse('required', 'no file was sent', { field: 'logo' })
  const written = await rewriteImage(sent, logoLimits)
  if (!written.ok) {
    const { code, values = {} } = refusals[written.fault]()
    refuse(code, `the picture is refused: ${written.message}`, { field: 'logo', values })
  }
  const { png, width, height } = written
  return { logo: { hash: createHash('sha256').update(png).digest('hex'), width, height }, png }
}
