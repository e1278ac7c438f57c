import { readNationalId } from '../../protocol/national-id.ts'
import { personReference } from '../../protocol/subject.ts'
import type { AuthorizationView, GrantedAccess } from '../../usecases/authorizations/list-authorizations.ts'
import type { ApiAnswer, ApiCall, ApiOperation } from './api-operation.ts'
import { ApiRefusal } from './api-refusal.ts'
import type { AuthorizationUseCases } from './api-use-cases.ts'
import { personRequest } from './authorization-schemas.ts'
import { readShape } from './read-shape.ts'

const all = 'idporten:authorizations'
const reads = [all, 'idporten:authorizations.read']
const revokes = [all, 'idporten:authorizations.revoke']
const visibilities = ['PUBLIC', 'PRIVATE', 'INTERNAL'] as const
const filters = {
  requires_user_consent: 'true: only what has a scope that asks for consent, which is the default. false: all.',
  visibility: 'PUBLIC, PRIVATE or INTERNAL: only what has a scope of this visibility.',
}

/** What citizens have given, for overview and withdrawal, and the list of revoked tokens (apis section 3). */
export function authorizationOperations(useCases: AuthorizationUseCases): readonly ApiOperation[] {
  const views = [
    {
      path: '/clients/authorizations',
      kind: 'client_owner',
      of: "clients of the caller's organisation",
    },
    {
      path: '/api-provider/authorizations',
      kind: 'scope_owner',
      of: "anybody's clients, where a scope of the caller's organisation is among them",
    },
  ] as const
  const lists = views.flatMap(({ path, kind, of }): ApiOperation[] => {
    const list = async (call: ApiCall, personRef: string): Promise<ApiAnswer> => ({
      person: personRef,
      headers: { 'cache-control': 'no-store', pragma: 'no-cache' },
      body: (await useCases.list(questionOf(call, { kind, orgno: call.caller.orgno }, personRef))).map(answerOf),
    })
    const shared = { path, scopes: reads, query: filters, answer: { schema: 'Authorization', list: true } } as const
    return [
      {
        ...shared,
        method: 'GET',
        summary: `What the citizen of the access token has given to ${of}.`,
        tokens: 'user',
        otherVerb: 'POST, with pid in a JSON body',
        run: (call) => list(call, call.caller.personRef ?? ''),
      },
      {
        ...shared,
        method: 'POST',
        summary: `What this person has given to ${of}. No difference is made between nothing and nobody.`,
        tokens: 'machine',
        otherVerb: 'GET',
        request: 'PersonRequest',
        run: async (call) => {
          const personRef = readPerson(useCases, call.body)
          const wait = await useCases.countLookups(call.caller.orgno, personRef)
          if (wait !== undefined)
            throw new ApiRefusal(429, `too many different persons in an hour; try again in ${wait} s`, {
              headers: { 'retry-after': String(wait) },
            })
          return list(call, personRef)
        },
      },
    ]
  })
  const end: ApiOperation = {
    method: 'DELETE',
    path: '/authorizations/{authorization_id}',
    summary: "Withdraws it whole: one's own, or one of a client or a scope of the caller's organisation.",
    scopes: revokes,
    tokens: 'any',
    answer: 'empty',
    success: 204,
    run: async ({ path, caller, acting }) => {
      const { personRef, orgno } = caller
      const outcome = await useCases.end({
        environmentName: useCases.environment.name,
        publicId: path.authorization_id ?? '',
        by: personRef === undefined ? { kind: 'organisation', orgno } : { kind: 'citizen', personRef },
        // Of a citizen the journal knows the keyed hash, never the number (API-8).
        actor: personRef === undefined ? acting.actor : { kind: 'user', id: personRef },
        correlationId: acting.correlationId ?? '',
      })
      if (outcome === 'unknown') throw new ApiRefusal(404, 'there is no such authorization')
      return personRef === undefined ? {} : { person: personRef }
    },
  }
  const revoked: ApiOperation = {
    method: 'GET',
    path: '/revokelist',
    summary: "A client's access tokens that were revoked and have not expired, newest first.",
    scopes: [],
    query: { client_id: 'The client that the tokens were issued to.' },
    answer: { schema: 'RevokeList' },
    perAddress: 120,
    run: async ({ query }) => {
      const clientId = query.get('client_id') ?? ''
      if (clientId === '') throw new ApiRefusal(400, [{ field: 'client_id', message: 'is required in the query' }])
      const { tokens, truncated } = await useCases.revokedTokens(clientId)
      return {
        headers: { 'cache-control': 'public, max-age=60' },
        body: {
          created: milliseconds(useCases.nowSeconds()),
          revoked_access_tokens: tokens.map((token) => ({
            expires: milliseconds(token.expiresAtSeconds),
            revoked: milliseconds(token.revokedAtSeconds),
            access_token_id: token.id,
          })),
          ...(truncated ? { truncated } : {}),
        },
      }
    },
  }
  // Each below the prefix too, as some call it; the document shows it once.
  return [...lists, end, revoked].flatMap((operation): ApiOperation[] => [
    operation,
    { ...operation, path: `/authorizations${operation.path}`, alias: true },
  ])
}

const milliseconds = (seconds: number): number => seconds * 1000

function questionOf(call: ApiCall, view: AuthorizationView, personRef: string) {
  const consent = call.query.get('requires_user_consent') ?? call.query.get('require_user_consent') ?? 'true'
  if (consent !== 'true' && consent !== 'false')
    throw new ApiRefusal(400, [{ field: 'requires_user_consent', message: 'must be true or false' }])
  const asked = call.query.get('visibility')?.toUpperCase()
  const visibility = visibilities.find((one) => one === asked)
  if (asked !== undefined && visibility === undefined)
    throw new ApiRefusal(400, [{ field: 'visibility', message: `must be one of ${visibilities.join(', ')}` }])
  return {
    personRef,
    view,
    language: call.language,
    onlyWithConsent: consent === 'true',
    ...(visibility === undefined ? {} : { visibility }),
  }
}

/** The person of the body, as a keyed hash: the number goes no further (API-53). */
function readPerson({ environment, subjectSecret, nowSeconds }: AuthorizationUseCases, body: unknown): string {
  const { request, faults } = readShape(personRequest, body)
  const text = typeof request.pid === 'string' ? request.pid : undefined
  const pid = readNationalId(text, {
    accepted: environment.rules.acceptedPids,
    allowRealFormat: environment.allowRealFormatPids,
    nowSeconds: nowSeconds(),
  })
  if (faults.length === 0 && typeof pid === 'object') return personReference(subjectSecret, pid.reveal())
  const message =
    pid === 'wrong-environment'
      ? `is not of a kind that this environment knows: ${environment.rules.acceptedPids} numbers only`
      : 'must be a valid national identity number, 11 digits'
  throw new ApiRefusal(400, [{ field: 'pid', message }])
}

const organisation = (orgno: string) => ({ authority: 'iso6523-actorid-upis', ID: `0192:${orgno}` })

const answerOf = (access: GrantedAccess): Record<string, unknown> => ({
  authorization_id: access.publicId,
  client_id: access.client.clientId,
  client_name: access.client.clientName,
  description: access.client.description,
  authorized_at: milliseconds(access.authorizedAtSeconds),
  expires: milliseconds(access.expiresAtSeconds),
  scopes: access.scopes.map((scope) => ({
    name: scope.name,
    description: scope.description,
    long_description: scope.longDescription,
    requires_user_consent: scope.requiresUserConsent,
    visibility: scope.visibility,
    owner_orgno: scope.ownerOrgno,
  })),
  user_agent: access.userAgent,
  consumer: organisation(access.client.clientOrgno),
  ...(access.client.supplierOrgno === undefined ? {} : { supplier: organisation(access.client.supplierOrgno) }),
})
