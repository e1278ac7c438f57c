import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Secret } from '../../protocol/secret.ts'

const mostClockDifferenceSeconds = 300

/**
 * Whether a call from outside carries the signature of its raw body and a time within five minutes: `X-Signature:
 * sha256=…` and `X-Timestamp` (ONB-186).
 */
export function isSignedCall(request: FastifyRequest, body: Buffer, secret: Secret, nowSeconds: number): boolean {
  const { 'x-signature': signature, 'x-timestamp': timestamp } = request.headers
  return isSigned(body, signature, secret) && isRecent(timestamp, nowSeconds)
}

function isSigned(body: Buffer, signature: unknown, secret: Secret): boolean {
  if (typeof signature !== 'string' || !/^sha256=[0-9a-f]{64}$/i.test(signature)) return false
  const expected = createHmac('sha256', secret.reveal()).update(body).digest()
  return timingSafeEqual(expected, Buffer.from(signature.slice('sha256='.length), 'hex'))
}

function isRecent(timestamp: unknown, nowSeconds: number): boolean {
  if (typeof timestamp !== 'string') return false
  const sentAtSeconds = /^\d{1,11}$/.test(timestamp) ? Number(timestamp) : Math.floor(Date.parse(timestamp) / 1000)
  return Math.abs(nowSeconds - sentAtSeconds) <= mostClockDifferenceSeconds
}
