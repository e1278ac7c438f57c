/** A piece of running text. Bold, italic and links may hold each other, none holds itself. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic'; readonly inside: readonly Inline[] }
  | { readonly kind: 'link'; readonly address: string; readonly host: string; readonly inside: readonly Inline[] }

/** One paragraph: its pieces in order. */
export type Paragraph = readonly Inline[]

/** Control characters, and those that turn the direction of what follows: with them a link could look like another. */
const unseen = /(?!\n|\t)\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

type Mark = 'bold' | 'italic' | 'link'

/**
 * Reads the little of Markdown that the owner of a scope may write (SCOPE-8): paragraphs between empty lines, `**bold**`,
 * `*italic*` (or underscores) and `[text](https://…)`. A backslash takes a mark its meaning. Whatever else there is, HTML
 * and addresses of other kinds too, is text and is shown as it was written.
 */
export const readSmallMarkdown = (source: string): readonly Paragraph[] =>
  source
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(unseen, '')
    .split(/\n[ \t]*\n/)
    .map((paragraph) => paragraph.trim().replaceAll(/\s+/g, ' '))
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => readInlines(paragraph, []))

function readInlines(source: string, within: readonly Mark[]): readonly Inline[] {
  const pieces: Inline[] = []
  let text = ''
  let position = 0
  while (position < source.length) {
    const escaped = /^\\([\\*_[\]()])/.exec(source.slice(position, position + 2))
    if (escaped !== null) {
      text += escaped[1]
      position += 2
      continue
    }
    const found = readMark(source, position, within)
    if (found === undefined) {
      text += source[position]
      position += 1
      continue
    }
    if (text !== '') pieces.push({ kind: 'text', text })
    text = ''
    pieces.push(found.piece)
    position = found.end
  }
  if (text !== '') pieces.push({ kind: 'text', text })
  return pieces
}

interface Found {
  readonly piece: Inline
  /** Where the text goes on. */
  readonly end: number
}

function readMark(source: string, position: number, within: readonly Mark[]): Found | undefined {
  const character = source[position]
  if (character === '[') return within.includes('link') ? undefined : readLink(source, position, within)
  if (character !== '*' && character !== '_') return undefined
  const isDouble = source[position + 1] === character
  const kind = isDouble ? 'bold' : 'italic'
  return within.includes(kind)
    ? undefined
    : readEmphasis(source, position, isDouble ? character + character : character, kind, within)
}

const isLetter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character)

function readEmphasis(
  source: string,
  position: number,
  mark: string,
  kind: 'bold' | 'italic',
  within: readonly Mark[],
): Found | undefined {
  // An underscore inside a word is part of the word.
  if (mark[0] === '_' && isLetter(source[position - 1])) return undefined
  const start = position + mark.length
  if (source[start] === undefined || source[start] === ' ') return undefined
  for (let close = source.indexOf(mark, start + 1); close > 0; close = source.indexOf(mark, close + 1)) {
    const after = close + mark.length
    if (isEscaped(source, close) || source[close - 1] === ' ') continue
    if (mark[0] === '_' && isLetter(source[after])) continue
    // A single mark does not end at half of a double one; of three in a row the last two end what is bold.
    if (mark.length === 1 && (source[after] === mark || source[close - 1] === mark)) continue
    if (mark.length === 2 && source[after] === mark[0]) continue
    return { piece: { kind, inside: readInlines(source.slice(start, close), [...within, kind]) }, end: after }
  }
  return undefined
}

function readLink(source: string, position: number, within: readonly Mark[]): Found | undefined {
  let close = source.indexOf(']', position + 1)
  while (close > 0 && isEscaped(source, close)) close = source.indexOf(']', close + 1)
  if (close <= position + 1 || source[close + 1] !== '(') return undefined
  const end = source.indexOf(')', close + 2)
  if (end < 0) return undefined
  const url = readAddress(source.slice(close + 2, end))
  if (url === undefined) return undefined
  const inside = readInlines(source.slice(position + 1, close), [...within, 'link'])
  return { piece: { kind: 'link', address: url.href, host: url.host, inside }, end: end + 1 }
}

const isEscaped = (source: string, position: number): boolean => {
  let before = position
  while (source[before - 1] === '\\') before -= 1
  return (position - before) % 2 === 1
}

/** Only https, to a host that can be named, and without a password that would hide it. */
function readAddress(text: string): URL | undefined {
  if (!/^https:\/\/[\x21-\x7e]+$/i.test(text) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  return url.protocol === 'https:' && url.username === '' && url.password === '' && url.host !== '' ? url : undefined
}
