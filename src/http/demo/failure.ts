import * as openid from 'openid-client'
import type { DemoProblem } from './demo-session.ts'
import { GatewayUnreachable } from './relying-party.ts'
import { reasonOf } from './tracing-fetch.ts'

/** What a failure of the OpenID library means to the person. */
export function problemOf(failure: unknown): DemoProblem {
  if (failure instanceof openid.AuthorizationResponseError)
    return { kind: 'refused-by-gateway', error: failure.error, description: failure.error_description }
  if (failure instanceof openid.ResponseBodyError)
    return { kind: 'answer-not-accepted', error: failure.error, description: failure.error_description }
  if (failure instanceof openid.WWWAuthenticateChallengeError) {
    const parameters = failure.cause[0]?.parameters
    return {
      kind: 'answer-not-accepted',
      error: parameters?.error ?? `status ${failure.status}`,
      description: parameters?.error_description,
    }
  }
  if (failure instanceof GatewayUnreachable || isNetworkFailure(failure))
    return { kind: 'gateway-unreachable', error: reasonOf(failure), description: undefined }
  if (failure instanceof openid.ClientError)
    return { kind: 'answer-not-accepted', error: failure.code ?? failure.name, description: wholeMessage(failure) }
  throw failure
}

const isNetworkFailure = (failure: unknown): boolean =>
  failure instanceof Error &&
  ((failure instanceof TypeError && failure.message === 'fetch failed') ||
    failure.name === 'TimeoutError' ||
    (failure instanceof openid.ClientError && failure.code === 'OAUTH_TIMEOUT'))

const wholeMessage = (failure: Error): string =>
  failure.cause instanceof Error ? `${failure.message}: ${failure.cause.message}` : failure.message
