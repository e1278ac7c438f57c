import type { Clock } from '../../system/clock.ts'
import type { Log } from '../../system/log.ts'
import type { FetchBytes } from './fetch-bytes.ts'
import { makeOcspRequest, readOcspResponse } from './ocsp.ts'
import type { ParsedCertificate } from './parsed-certificate.ts'
import { reasonOf } from './revocation-lists.ts'

/** `unknown`: no responder is configured for it, none answers, or the one that answers does not know it. */
export type OcspStatus = 'good' | 'revoked' | 'unknown'

export interface OcspResponders {
  statusOf(certificate: ParsedCertificate, issuer: ParsedCertificate): Promise<OcspStatus>
}

interface Needs {
  /** A responder that a certificate names is asked only if it is one of these. */
  readonly urls: readonly string[]
  readonly fetchBytes: FetchBytes
  readonly clock: Clock
  readonly log: Log
}

/** Longest that an answer is gone by, whatever it says itself: revocation must be seen the same hour. */
const longestSeconds = 3600
/** An answer that does not say how long it holds, and a failure, are kept this long. */
const shortestSeconds = 60
const clockToleranceSeconds = 300
const mostAnswers = 10_000

/** Answers of responders, each asked for once and kept for a while (CR-4). */
export function openOcspResponders(needs: Needs): OcspResponders {
  const kept = new Map<string, { readonly status: Promise<OcspStatus>; untilSeconds: number }>()
  const ask = async (url: string, certificate: ParsedCertificate, issuer: ParsedCertificate, name: string) => {
    const nowSeconds = needs.clock.nowSeconds()
    try {
      const body = await makeOcspRequest(certificate, issuer)
      const der = await needs.fetchBytes(url, { body, contentType: 'application/ocsp-request' })
      const answer = await readOcspResponse(der, certificate, issuer, nowSeconds)
      const endsAtSeconds = answer.nextUpdateSeconds ?? answer.thisUpdateSeconds + longestSeconds
      if (answer.thisUpdateSeconds > nowSeconds + clockToleranceSeconds || endsAtSeconds <= nowSeconds)
        throw new Error('the response is not of this time')
      const entry = kept.get(name)
      if (entry !== undefined) entry.untilSeconds = Math.min(endsAtSeconds, nowSeconds + longestSeconds)
      return answer.status
    } catch (error) {
      needs.log.warn({ url, reason: reasonOf(error) }, 'an OCSP responder gives no answer that can be used')
      return 'unknown'
    }
  }
  return {
    async statusOf(certificate, issuer) {
      const url = certificate.ocspUrls.find((one) => needs.urls.includes(one))
      if (url === undefined) return 'unknown'
      const nowSeconds = needs.clock.nowSeconds()
      const name = `${url} ${certificate.thumbprint}`
      const known = kept.get(name)
      if (known !== undefined && nowSeconds < known.untilSeconds) return known.status
      if (kept.size >= mostAnswers) kept.clear()
      // Kept for the shortest time until the answer says otherwise, so that many at once ask once.
      const entry = { status: ask(url, certificate, issuer, name), untilSeconds: nowSeconds + shortestSeconds }
      kept.set(name, entry)
      return entry.status
    },
  }
}
