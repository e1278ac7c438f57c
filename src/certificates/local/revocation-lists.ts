import type { Clock } from '../../system/clock.ts'
import type { Log } from '../../system/log.ts'
import type { FetchBytes } from './fetch-bytes.ts'
import type { ParsedCertificate } from './parsed-certificate.ts'
import { type ParsedList, parseList } from './parsed-list.ts'

/** What revocation lists say of a certificate; `late`: only a list past its time, within the grace, says that it is good. */
export type ListStatus = 'good' | 'late' | 'revoked' | 'unknown'

export interface RevocationLists {
  statusOf(certificate: ParsedCertificate, issuer: ParsedCertificate): Promise<ListStatus>
}

interface Needs {
  /** The only addresses that are ever fetched. */
  readonly urls: readonly string[]
  readonly fetchBytes: FetchBytes
  readonly clock: Clock
  readonly log: Log
}

/** How long a list past its nextUpdate is still believed (CR-4). */
const graceSeconds = 86_400
/** A list is asked for again this often, although it would hold longer: CAs publish before the old one ends. */
const refreshSeconds = 3600
/** After a failure, and while a list is late, nobody is asked more often than this. */
const pauseSeconds = 60
const clockToleranceSeconds = 300

interface Entry {
  list: ParsedList | undefined
  fetchedAtSeconds: number
  triedAtSeconds: number
  alarmedAtSeconds: number
  underWay: Promise<void> | undefined
}

/** Lists by address, fetched when they are first needed and renewed behind the back of whoever asks (CR-4). */
export function openRevocationLists(needs: Needs): RevocationLists {
  const entries = new Map<string, Entry>(
    needs.urls.map((url) => [
      url,
      {
        list: undefined,
        fetchedAtSeconds: Number.NEGATIVE_INFINITY,
        triedAtSeconds: Number.NEGATIVE_INFINITY,
        alarmedAtSeconds: Number.NEGATIVE_INFINITY,
        underWay: undefined,
      },
    ]),
  )
  return {
    async statusOf(certificate, issuer) {
      const named = needs.urls.filter((url) => certificate.crlUrls.includes(url))
      const urls = named.length > 0 ? named : needs.urls
      const loaded = await Promise.all(
        urls.map(async (url) => ({ url, entry: await current(needs, url, entries.get(url)) })),
      )
      const nowSeconds = needs.clock.nowSeconds()
      const own = loaded.flatMap(({ url, entry }) =>
        entry?.list?.issuerDer === issuer.subjectDer && entry.list.isSignedBy(issuer)
          ? [{ url, entry, list: entry.list }]
          : [],
      )
      // A number once told counts for good, also in a list that is too old to say that others are not revoked.
      if (own.some(({ list }) => list.serialNumbers.has(certificate.serialNumber))) return 'revoked'
      const [newest] = own
        .filter(({ list }) => list.covers(certificate))
        .sort((a, b) => b.list.nextUpdateSeconds - a.list.nextUpdateSeconds)
      if (newest === undefined) return 'unknown'
      const { nextUpdateSeconds } = newest.list
      if (nowSeconds < nextUpdateSeconds) return 'good'
      alarm(needs, newest.url, newest.entry, nowSeconds, nextUpdateSeconds)
      return nowSeconds < nextUpdateSeconds + graceSeconds ? 'late' : 'unknown'
    },
  }
}

/** The entry, renewed when its time has come; waited for only when there is nothing to go by meanwhile. */
async function current(needs: Needs, url: string, entry: Entry | undefined): Promise<Entry | undefined> {
  if (entry === undefined) return undefined
  const nowSeconds = needs.clock.nowSeconds()
  const isUseless = entry.list === undefined || nowSeconds >= entry.list.nextUpdateSeconds
  const isDue = isUseless || nowSeconds - entry.fetchedAtSeconds >= refreshSeconds
  if (isDue && entry.underWay === undefined && nowSeconds - entry.triedAtSeconds >= pauseSeconds) {
    entry.triedAtSeconds = nowSeconds
    entry.underWay = renew(needs, url, entry, nowSeconds).finally(() => {
      entry.underWay = undefined
    })
  }
  if (isUseless) await entry.underWay
  return entry
}

async function renew(needs: Needs, url: string, entry: Entry, nowSeconds: number): Promise<void> {
  try {
    const list = parseList(await needs.fetchBytes(url))
    if (list.thisUpdateSeconds > nowSeconds + clockToleranceSeconds) throw new Error('it is dated in the future')
    if (entry.list !== undefined && list.thisUpdateSeconds < entry.list.thisUpdateSeconds)
      throw new Error('it is older than the one that is known')
    entry.list = list
    entry.fetchedAtSeconds = nowSeconds
  } catch (error) {
    needs.log.warn({ url, reason: reasonOf(error) }, 'a revocation list cannot be renewed')
  }
}

/** Fetch tells the cause one step below. */
export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}

function alarm(needs: Needs, url: string, entry: Entry, nowSeconds: number, nextUpdateSeconds: number): void {
  if (nowSeconds - entry.alarmedAtSeconds < pauseSeconds) return
  entry.alarmedAtSeconds = nowSeconds
  const believedUntil = new Date((nextUpdateSeconds + graceSeconds) * 1000).toISOString()
  needs.log.error(
    { url, believedUntil, alarm: 'revocation-list-late' },
    'a revocation list is past its time; certificates are refused when the grace ends, unless a newer list comes',
  )
}
