/** Fetches a revocation list or asks a responder; rejects with what went wrong. Injected, so that tests need no network. */
export type FetchBytes = (
  url: string,
  ask?: { readonly body: Uint8Array; readonly contentType: string },
) => Promise<Buffer>

const timeLimitMilliseconds = 5000
/** Lists of large CAs have a few megabytes. */
const mostBytes = 16 * 1024 * 1024

/** By HTTP, within five seconds, 16 MiB at most, and to no other address than the one that is configured. */
export const fetchBytes: FetchBytes = async (url, ask) => {
  const response = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(timeLimitMilliseconds),
    ...(ask === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': ask.contentType }, body: new Uint8Array(ask.body) }),
  })
  if (!response.ok) {
    await response.body?.cancel()
    throw new Error(`it answers ${response.status}`)
  }
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    length += part.length
    if (length > mostBytes) throw new Error(`it sends more than ${mostBytes} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}
