import { createHash } from 'node:crypto'
import type { MailLanguage, TermsChapter, TermsVersion } from './records.ts'

/** The words of one chapter, as they are shown: in the language asked for where there is one, else bokmål, which governs. */
export interface ShownPart {
  readonly chapter: TermsChapter
  readonly language: MailLanguage
  readonly text: string
  readonly hash: string
}

export const textHash = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

export function shownParts(
  version: TermsVersion,
  chapters: readonly TermsChapter[],
  language: MailLanguage,
): readonly ShownPart[] {
  return chapters.flatMap((chapter) => {
    const part = version.parts[chapter]
    if (part === undefined) return []
    const own = part[language] === undefined ? 'nb' : language
    const text = part[own] ?? ''
    return [{ chapter, language: own, text, hash: version.hashes[chapter]?.[own] ?? textHash(text) }]
  })
}

/** One hash for all that was shown: over the hashes of the parts, each on a line after its chapter. */
export const hashOfShown = (parts: readonly ShownPart[]): string =>
  textHash(parts.map(({ chapter, hash }) => `${chapter} ${hash}\n`).join(''))
