import type { CustomFetch } from 'openid-client'
import type { TraceEvent } from '../../pages/demo/trace-entry.ts'
import { presentTrace } from './trace.ts'

/** `fetch` for the OpenID library that writes every question and answer to the trace of the present request. */
export const tracingFetch: CustomFetch = async (url, options) => {
  const trace = presentTrace.getStore()
  const startedAt = performance.now()
  const request = `${options.method} ${url}`
  const sent = [...sentHeaders(options.headers), ...sentBody(options.body)]
  const event = eventOf(url, sent)
  try {
    const response = await fetch(url, options as RequestInit)
    const took = `${response.status} · ${Math.round(performance.now() - startedAt)} ms`
    trace?.addExchange(event, request, sent, took, receivedFields(await response.clone().text()))
    return response
  } catch (failure) {
    trace?.addExchange(event, request, sent, 'no answer', [['fault', reasonOf(failure)]])
    throw failure
  }
}

/** Why a fetch failed; node keeps the useful word (ECONNREFUSED …) in the cause. */
export function reasonOf(failure: unknown): string {
  if (!(failure instanceof Error)) return 'unknown'
  const cause = failure.cause as { code?: string; message?: string } | undefined
  return cause?.code ?? cause?.message ?? failure.message
}

function* sentHeaders(headers: Record<string, string>): Iterable<readonly [string, string]> {
  for (const [name, value] of new Headers(headers)) {
    if (name === 'authorization') yield ['Authorization', value]
  }
}

function sentBody(body: unknown): Iterable<readonly [string, string]> {
  return body instanceof URLSearchParams ? body : typeof body === 'string' ? new URLSearchParams(body) : []
}

function eventOf(url: string, sent: readonly (readonly [string, string])[]): TraceEvent {
  if (url.includes('/.well-known/')) return 'discovery'
  const names = new Set(sent.map(([name]) => name))
  if (names.has('grant_type')) return 'token'
  if (names.has('response_type') || names.has('request')) return 'pushed-request'
  return names.has('Authorization') ? 'userinfo' : 'keys'
}

/** The members of a JSON answer, or the beginning of anything else. */
function receivedFields(body: string): Iterable<readonly [string, string]> {
  try {
    const read: unknown = JSON.parse(body)
    if (typeof read !== 'object' || read === null) return [['body', body.slice(0, 200)]]
    return Object.entries(read).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ])
  } catch {
    return body === '' ? [] : [['body', body.slice(0, 200)]]
  }
}
