import type { Environment } from '../../config/environments.ts'
import type { AuthorizationRequest } from '../../protocol/authorization-request.ts'
import type { Client } from '../../protocol/client.ts'
import type { Language } from '../../protocol/language.ts'
import type { LevelOfAssurance } from '../../protocol/level-of-assurance.ts'
import { authorizationLifetime } from '../../protocol/lifetimes.ts'
import { isLoginOnly } from '../../protocol/scope.ts'
import { isStrictClient, longestStrictCode } from '../../protocol/strict-profile.ts'
import { personReference } from '../../protocol/subject.ts'
import type { EnvironmentShelves } from '../../storage/durable-store.ts'
import type { ExpiringStore } from '../../storage/expiring-store.ts'
import type { ConsentEvidence } from '../../storage/records.ts'
import { ticketId } from '../../storage/tickets.ts'
import type { Clock } from '../../system/clock.ts'
import type { Random } from '../../system/random.ts'
import { newCredential, newPublicId, orderedId } from './names.ts'

/** The part of a request that its code is bound to (AUTHZ-56); a login under way keeps the same. */
export type BoundRequest = Pick<AuthorizationRequest, 'redirectUri' | 'scopes' | 'resources'> & {
  readonly client: Client
  readonly nonce?: string
  readonly codeChallenge?: string
  readonly onbehalfof?: string
  readonly dpopJkt?: string
  /** Lowest limit of the granted scopes, 0 = none (SCOPE-14). */
  readonly authorizationMaxLifetime: number
}

/** What of a validated request its code is bound to. */
export const boundRequestOf = (request: AuthorizationRequest): BoundRequest => ({
  ...request,
  authorizationMaxLifetime: request.demands.authorizationMaxLifetime,
})

export interface Approval {
  readonly pid: string
  /** Where it is known already. */
  readonly personRef?: string | undefined
  readonly acr: LevelOfAssurance
  readonly amr: string
  readonly authTimeSeconds: number
  readonly locale: Language
  /** null for an automatic login, which has no session (AUTHZ-46). */
  readonly sessionRef: string | null
  readonly sid: string
  /** The browser, as it calls itself. */
  readonly userAgent: string | undefined
  /** Where the citizen was asked. */
  readonly consent?: ConsentEvidence
}

interface Needs {
  readonly environment: Environment
  readonly shelves: Pick<EnvironmentShelves, 'authorizations'>
  readonly expiring: ExpiringStore
  readonly subjectSecret: Uint8Array
  readonly clock: Clock
  readonly random: Random
}

/** Records that the citizen let the client have the scopes, and makes the code for it. Both writes go out in one turn. */
export const issueCode =
  (needs: Needs) =>
  async (request: BoundRequest, approval: Approval): Promise<{ code: string; authorizationId: string }> => {
    const nowSeconds = needs.clock.nowSeconds()
    const { client } = request
    const { lifetimes } = needs.environment
    const code = newCredential(nowSeconds, needs.random)
    const authorizationId = orderedId(nowSeconds, needs.random)
    const lifetimeSeconds = authorizationLifetime(
      client.authorizationLifetime,
      lifetimes.authorization,
      request.authorizationMaxLifetime,
    )
    await Promise.all([
      needs.shelves.authorizations.add({
        authorizationId,
        clientId: client.clientId,
        sessionRef: approval.sessionRef,
        pid: approval.pid,
        scopes: request.scopes,
        resources: request.resources,
        acr: approval.acr,
        amr: approval.amr,
        authTimeSeconds: approval.authTimeSeconds,
        locale: approval.locale,
        sid: approval.sid,
        onbehalfof: request.onbehalfof ?? null,
        approvedAtSeconds: nowSeconds,
        expiresAtSeconds: nowSeconds + lifetimeSeconds,
        endsWithSession: isLoginOnly(request.scopes),
        ...(isLoginOnly(request.scopes) ? {} : knownOutside(needs, authorizationId, approval)),
        ...(approval.consent === undefined ? {} : { consent: approval.consent }),
        ...(request.dpopJkt === undefined ? {} : { dpopJkt: request.dpopJkt }),
      }),
      needs.expiring.put(
        'authorization-code',
        ticketId(code),
        {
          authorizationId,
          clientId: client.clientId,
          redirectUri: request.redirectUri,
          ...(request.codeChallenge === undefined ? {} : { codeChallenge: request.codeChallenge }),
          ...(request.nonce === undefined ? {} : { nonce: request.nonce }),
          ...(request.dpopJkt === undefined ? {} : { dpopJkt: request.dpopJkt }),
        },
        nowSeconds +
          (isStrictClient(client)
            ? Math.min(lifetimes.authorizationCode, longestStrictCode)
            : lifetimes.authorizationCode),
      ),
    ])
    return { code, authorizationId }
  }

const longestUserAgent = 512

/** What an authorization with API scopes has besides: it is shown to the citizen and to the services it concerns (apis 3.1). */
const knownOutside = (
  needs: Pick<Needs, 'random' | 'subjectSecret'>,
  authorizationId: string,
  { pid, personRef, userAgent }: Approval,
) => ({
  publicId: newPublicId(authorizationId, needs.random),
  personRef: personRef ?? personReference(needs.subjectSecret, pid),
  ...(userAgent === undefined
    ? {}
    : { userAgent: userAgent.replaceAll(/[^\x20-\x7E]|[<>&"']/g, '').slice(0, longestUserAgent) }),
})
