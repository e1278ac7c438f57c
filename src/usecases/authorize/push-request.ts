import { encodeAuthorizationParameters } from '../../protocol/authorization-parameters.ts'
import { refuseRepeated, requireLoginClient } from '../../protocol/authorization-request.ts'
import type { Client } from '../../protocol/client.ts'
import type { PresentedCredentials } from '../../protocol/client-authentication.ts'
import type { Parameters } from '../../protocol/parameters.ts'
import { ProtocolError } from '../../protocol/protocol-error.ts'
import type { VerifyProof } from '../dpop/verify-proof.ts'
import type { AuthenticateClient } from '../token/authenticate-client.ts'
import type { AuthorizationNeeds } from './authorization-needs.ts'
import { judgeRequest } from './judge-request.ts'
import { openRequestObject } from './open-request-object.ts'
import { keepPushedRequest, pushedSeconds } from './pushed-requests.ts'

export interface PushInput {
  readonly parameters: Parameters
  readonly credentials: PresentedCredentials
  readonly endpointUrl: string
  readonly remoteAddress: string
  /** The header `DPoP`, where there is one. */
  readonly dpopProof?: string | readonly string[]
}

/** What `/par` answers (PAR-4). */
export interface PushedAnswer {
  readonly request_uri: string
  readonly expires_in: number
}

/**
 * `/par` (section 8): proves the client, judges the whole request as `/authorize` would, and keeps it. Throws `ProtocolError`;
 * nothing is ever redirected.
 */
export const pushRequest = (
  needs: AuthorizationNeeds & { readonly authenticate: AuthenticateClient; readonly verifyProof: VerifyProof },
) => {
  const openObject = openRequestObject(needs)
  const judge = judgeRequest(needs)
  const keep = keepPushedRequest({ ...needs, loginSeconds: needs.environment.lifetimes.login })

  const push = async (client: Client, sent: Parameters, proven: string | undefined): Promise<PushedAnswer> => {
    requireLoginClient(client)
    const object = sent.get('request')
    const parameters = object === undefined ? sent : await openObject(object, client)
    const { dpopJkt } = await judge(client, parameters, { pushed: true, signed: object !== undefined })
    if (dpopJkt !== undefined && proven !== undefined && dpopJkt !== proven)
      throw new ProtocolError('invalid_request', 'dpop_jkt names another key than the one of the DPoP proof', '12')
    const requestUri = await keep({
      clientId: client.clientId,
      parameters: encodeAuthorizationParameters(parameters),
      ...(proven === undefined ? {} : { dpopJkt: proven }),
    })
    return { request_uri: requestUri, expires_in: pushedSeconds }
  }

  return async (input: PushInput): Promise<PushedAnswer> => {
    const { parameters } = input
    refuseRepeated(parameters)
    if (parameters.get('request_uri') !== undefined)
      throw new ProtocolError('invalid_request', 'request_uri is what this endpoint gives; it cannot be pushed', '3')
    const { client } = await needs.authenticate(input.credentials, input)
    try {
      // A proof binds the code as `dpop_jkt` does, so that the client need not say it twice (RFC 9449 §10.1).
      const proven =
        input.dpopProof === undefined
          ? undefined
          : await needs.verifyProof(input.dpopProof, { method: 'POST', url: input.endpointUrl })
      return await push(client, parameters, proven)
    } catch (error) {
      if (error instanceof ProtocolError) error.clientId = client.clientId
      throw error
    }
  }
}
