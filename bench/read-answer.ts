import type { Answer } from './http-agent.ts'

/** Reads an HTTP/1.1 response with a length or in chunks; undefined until all of it has come. */
export function readAnswer(received: Buffer): Answer | undefined {
  const headEnd = received.indexOf('\r\n\r\n')
  if (headEnd === -1) return undefined
  const head = received.toString('latin1', 0, headEnd)
  const header = (name: string): string | undefined => new RegExp(`\\r\\n${name}: ?([^\\r]*)`, 'i').exec(head)?.[1]
  const bodyStart = headEnd + 4
  const length = contentLength.exec(head)?.[1]
  let text: string
  if (length !== undefined) {
    const bodyEnd = bodyStart + Number(length)
    if (received.length < bodyEnd) return undefined
    text = received.toString('utf8', bodyStart, bodyEnd)
  } else if (chunked.test(head)) {
    const body = joinChunks(received, bodyStart)
    if (body === undefined) return undefined
    text = body
  } else text = ''
  return {
    status: Number(head.slice(9, 12)),
    header,
    setCookies: Array.from(head.matchAll(setCookie), ([, line = '']) => line),
    text,
  }
}

const contentLength = /\r\ncontent-length: ?(\d+)/i
const chunked = /\r\ntransfer-encoding: ?chunked/i
const setCookie = /\r\nset-cookie: ?([^\r]*)/gi

function joinChunks(received: Buffer, bodyStart: number): string | undefined {
  const chunks: Buffer[] = []
  for (let at = bodyStart; ; ) {
    const lineEnd = received.indexOf('\r\n', at)
    if (lineEnd === -1) return undefined
    const length = Number.parseInt(received.toString('latin1', at, lineEnd), 16)
    const end = lineEnd + 2 + length
    if (received.length < end + 2) return undefined
    if (length === 0) return Buffer.concat(chunks).toString()
    chunks.push(received.subarray(lineEnd + 2, end))
    at = end + 2
  }
}
