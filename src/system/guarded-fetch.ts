import { type LookupAddress, lookup } from 'node:dns'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { kindOfAddress } from './called-address.ts'

/** What the gateway asks of an address that somebody registered. */
export interface GuardedRequest {
  /** A form to post; without it the address is read. */
  readonly form?: Readonly<Record<string, string>>
  readonly accept?: string
}

/**
 * The one way to an address that somebody else chose. Follows no redirect, reads at most 64 KiB, waits at most five seconds
 * in all, and talks only to the IP address that was judged. Throws `AddressRefused`, or an `Error` that says what went wrong.
 */
export type GuardedFetch = (
  address: string,
  asked?: GuardedRequest,
) => Promise<{ readonly status: number; readonly body: string }>

// There clouds keep their instance metadata, and no service.
const linkLocal = new BlockList()
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4')
linkLocal.addSubnet('fe80::', 10, 'ipv6')

/** The address may not be called from here, however often one tries. */
export class AddressRefused extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'AddressRefused'
  }
}

export interface FetchRules {
  /** Plain http, and the own machine: for a laptop, never in production. */
  readonly http: 'accepted' | 'refused'
  readonly loopback: 'accepted' | 'refused'
  /** Networks in CIDR notation that are accepted too; link-local addresses never are. */
  readonly networks?: readonly string[]
}

type Resolve = (host: string) => Promise<readonly LookupAddress[]>

const mostBytes = 64 * 1024
const timeLimitMilliseconds = 5000

/** `resolve` and `timeLimit` (milliseconds) are for tests of the rules; the rest of the house leaves them out. */
export const openGuardedFetch = (
  rules: FetchRules,
  { resolve = resolveByDns, timeLimit = timeLimitMilliseconds } = {},
): GuardedFetch => {
  const isAccepted = openJudge(rules)
  return async (address, asked = {}) => {
    const url = URL.parse(address)
    if (url === null) throw new AddressRefused('it is no address')
    const isSecure = url.protocol === 'https:'
    if (!isSecure && !(url.protocol === 'http:' && rules.http === 'accepted'))
      throw new AddressRefused(`only https is called here, not ${url.protocol.slice(0, -1)}`)
    if (url.username !== '' || url.password !== '') throw new AddressRefused('it holds user information')
    // Judged before anything is sent; the connection then gets the judged addresses and asks nobody again.
    const signal = AbortSignal.timeout(timeLimit)
    const judged = await Promise.race([judge(url.hostname, isAccepted, resolve), rejectionOf(signal)])
    const body = asked.form === undefined ? undefined : new URLSearchParams(asked.form).toString()
    return await send(url, judged, signal, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        accept: asked.accept ?? '*/*',
        'user-agent': 'Portvakt',
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(body)) }),
      },
      body,
    })
  }
}

function openJudge(rules: FetchRules): (address: string) => boolean {
  const networks = new BlockList()
  for (const network of rules.networks ?? []) {
    const [address = '', bits = ''] = network.split('/')
    networks.addSubnet(address, Number(bits), isIP(address) === 4 ? 'ipv4' : 'ipv6')
  }
  return (address) => {
    const kind = kindOfAddress(address)
    if (kind === 'public' || (kind === 'loopback' && rules.loopback === 'accepted')) return true
    const family = isIP(address)
    // A second spelling of an IPv4 address is none of a network's.
    if (family === 0 || /^::ffff:|%/i.test(address)) return false
    const name = family === 4 ? 'ipv4' : 'ipv6'
    return networks.check(address, name) && !linkLocal.check(address, name)
  }
}

async function judge(
  hostname: string,
  isAccepted: (address: string) => boolean,
  resolve: Resolve,
): Promise<readonly LookupAddress[]> {
  const literal = hostname.replace(/^\[|\]$/g, '')
  const family = isIP(literal)
  const found = family === 0 ? await resolve(hostname) : [{ address: literal, family }]
  // One bad address spoils the name: which of them is called would be up to chance.
  for (const { address } of found) {
    if (!isAccepted(address))
      throw new AddressRefused(`its host leads to an address that is not public (${kindOfAddress(address)})`)
  }
  if (found.length === 0) throw new Error('its host has no address')
  return found
}

const resolveByDns: Resolve = (host) =>
  new Promise((found, failed) => {
    lookup(host, { all: true }, (error, addresses) =>
      error === null ? found(addresses) : failed(new Error(`its host was not found (${error.code})`)),
    )
  })

const timedOut = 'it did not answer in time'

const rejectionOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error(timedOut)), { once: true }))

function send(
  url: URL,
  judged: readonly LookupAddress[],
  signal: AbortSignal,
  asked: {
    readonly method: string
    readonly headers: Readonly<Record<string, string>>
    readonly body: string | undefined
  },
): Promise<{ status: number; body: string }> {
  const pinned: LookupFunction = (_host, options, answer) =>
    options.all === true ? answer(null, [...judged]) : answer(null, judged[0]?.address ?? '', judged[0]?.family)
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void =>
      reject(new Error(signal.aborted ? timedOut : `the connection failed (${error.code ?? error.message})`))
    // No agent: a connection that was kept could outlive the judgement of its address.
    const sent = request(url, { method: asked.method, headers: asked.headers, agent: false, lookup: pinned, signal })
    sent.on('error', fail)
    sent.on('response', (response) => {
      const parts: Buffer[] = []
      let length = 0
      response.on('data', (part: Buffer) => {
        length += part.length
        parts.push(part)
        if (length <= mostBytes) return
        reject(new Error(`it answers with more than ${mostBytes} bytes`))
        sent.destroy()
      })
      response.on('error', fail)
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }))
    })
    sent.end(asked.body)
  })
}
