import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import type { Answer } from './user-agent.ts'

/** `WRITE_GUIDE=1` writes the examples of the guides anew; otherwise a test holds them against what is answered now. */
const isWriting = process.env.WRITE_GUIDE === '1'

/** Compares the examples of a page of docs/integrate with these, or writes them. */
export function keepExamples(name: string, examples: string): void {
  const file = new URL(`../../docs/integrate/${name}`, import.meta.url)
  const written = readFileSync(file, 'utf8')
  const [before = '', , end = ''] = written.split(/<!-- (?:examples|end of examples) -->\n/)
  const next = `${before}<!-- examples -->\n${examples}<!-- end of examples -->\n${end}`
  if (isWriting) writeFileSync(file, next)
  else assert.equal(written, next, `docs/integrate/${name} tells of other answers; write it anew with WRITE_GUIDE=1`)
}

/** The examples of one page of docs/integrate, between `<!-- examples -->` and `<!-- end of examples -->`. */
export interface Guide {
  /** A heading, a sentence, and what went over the wire. */
  add(title: string, words: string, ...exchanges: string[]): void
  /** Compares with the page, or writes it. */
  finish(): void
}

export function openGuide(name: string): Guide {
  const sections: string[] = []
  return {
    add(title, words, ...exchanges) {
      const blocks = exchanges.map((exchange) => `\`\`\`\n${exchange}\n\`\`\`\n`).join('\n')
      sections.push(`### ${title}\n\n${words}\n\n${blocks}`)
    },
    finish: () => keepExamples(name, sections.join('\n')),
  }
}

export interface ShownRequest {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly form?: Readonly<Record<string, string | undefined>>
  /** JSON. */
  readonly body?: string
}

/** Request and answer as they went, a parameter a line; `hide` takes out what differs at each run. */
export function exchange(request: ShownRequest, answer: Answer, hide: (text: string) => string): string {
  const [address = '', query] = request.url.split('?')
  const list = (pairs: Iterable<[string, string]>) =>
    [...pairs].map(([name, value]) => `${name}=${value}`).join('\n  &')
  const parameters = query === undefined ? '' : `?${list(new URLSearchParams(query))}`
  const headers = Object.entries(request.headers ?? {}).map(([name, value]) => `${name}: ${value}`)
  const sent = Object.entries(request.form ?? {}).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const lines = [
    `${request.method} ${address}${parameters}`,
    ...headers,
    ...(sent.length === 0 ? [] : ['', list(sent)]),
    ...(request.body === undefined ? [] : ['', request.body]),
  ]
  return hide(`${lines.join('\n')}\n\n${shownAnswer(answer)}`)
}

function shownAnswer(answer: Answer): string {
  const headers = ['location', 'www-authenticate', 'dpop-nonce']
    .map((name) => [name, answer.headers.get(name)])
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${value}`)
  const isJson = answer.headers.get('content-type')?.includes('json') === true
  const body = isJson && answer.text !== '' ? `\n${JSON.stringify(JSON.parse(answer.text), null, 2)}` : ''
  return [String(answer.status), ...headers].join('\n') + body
}

/** Header and claims of a signed token, without its signature. */
export function decoded(token: string, hide: (text: string) => string): string {
  const [header = '', payload = ''] = token.split('.')
  const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString())
  return hide(`${JSON.stringify(read(header))}\n.\n${JSON.stringify(read(payload), null, 2)}`)
}

const hidden = 'access_token|id_token|refresh_token|sub|sid|jti|kid|code|client_assertion|request|client_secret'

/** Takes out tokens, codes, keys and references, and the port of this run. */
export const hideSecrets =
  (issuer: string) =>
  (text: string): string =>
    text
      .replaceAll(issuer, 'https://gateway.example')
      .replaceAll(encodeURIComponent(issuer), encodeURIComponent('https://gateway.example'))
      .replace(new RegExp(`"(${hidden})": ?"[^"]+"`, 'g'), '"$1": "…"')
      .replace(new RegExp(`(^|[?&\\s])(${hidden})=[^&\\s]+`, 'g'), '$1$2=…')
      .replace(/urn:idporten:[A-Za-z0-9_-]{43}/g, 'urn:idporten:…')
      .replace(/urn%3Aidporten%3A[A-Za-z0-9_-]{43}/g, 'urn%3Aidporten%3A…')
      .replace(/authorization: (\w+) \S+/g, 'authorization: $1 …')
      .replace(/\(ref: [^)]+\)/g, '(ref: …)')
      .replace(/\(ref%3A%20[^)]+\)/g, '(ref%3A%20…)')
      .replace(/([?&]login)=[^&\s]+/g, '$1=…')
