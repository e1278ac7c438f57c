import { randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

const acceptable = /^[A-Za-z0-9-]{8,64}$/

/**
 * The id of a request (HTTP-16): a trusted proxy's own, else one made here of a part that is random for each start of the
 * program and a count. It names a request, it protects nothing, so it need not be unguessable.
 */
export function openCorrelationIds(
  trustProxy: boolean,
): (request: { readonly headers: IncomingHttpHeaders }) => string {
  const start = randomBytes(5).toString('hex')
  let count = 0
  return (request) => {
    const given = trustProxy ? request.headers['x-correlation-id'] : undefined
    if (typeof given === 'string' && acceptable.test(given)) return given
    count += 1
    return `${start}-${count.toString(36)}`
  }
}
