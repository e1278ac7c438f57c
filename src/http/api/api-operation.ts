import type { Language } from '../../protocol/language.ts'
import type { MachineCaller } from '../../protocol/machine-token.ts'
import type { ClientActor } from '../../usecases/self-service/client-actor.ts'
import type { SchemaName } from './schemas.ts'

/** Who calls, by the access token. */
export interface ApiCaller extends MachineCaller {
  /** Keyed hash of the citizen whose token it is; absent for a machine. */
  readonly personRef?: string
}

/** A call as an operation sees it: read, and its caller known. */
export interface ApiCall {
  readonly path: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** The parsed JSON, or the text of a `text/plain` body. */
  readonly body: unknown
  readonly caller: ApiCaller
  /** What the answer is read in, by Accept-Language. */
  readonly language: Language
  /** `Accept` as it was sent, or empty. */
  readonly accept: string
  readonly acting: ClientActor
  /** Revisions of which one must be the present one (REG-108). */
  readonly revisions?: readonly number[]
}

export interface ApiAnswer {
  /** undefined: an empty body. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Keyed hash of the person that it told about, for the access log (API-8). */
  readonly person?: string
}

/** One line of the table of section 13.3. */
export interface ApiOperation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below the API's base, with and without `/api/v1` before it; one that begins with `/api/` stands as it is. */
  readonly path: string
  readonly summary: string
  /** One of these opens it; empty: it is open to all. */
  readonly scopes: readonly string[]
  /** Whose tokens open it (API-9); absent: those of machines, and no other is looked at. */
  readonly tokens?: 'machine' | 'user' | 'any'
  /** What is to be done with the other kind of token (API-50). */
  readonly otherVerb?: string
  /** Another address of an operation, which the document does not show. */
  readonly alias?: true
  readonly query?: Readonly<Record<string, string>>
  /** The schema of a JSON body, or plain text. */
  readonly request?: SchemaName | 'text'
  /** The schema of the answer; `list` of it; or nothing. */
  readonly answer: { readonly schema: SchemaName; readonly list?: true } | 'empty'
  /** Success, where that is not 200. */
  readonly success?: 204
  /** Success in the profile `observed`, where that is not 200 (REG-104). */
  readonly observed?: 201 | 204
  /** Its answer holds a secret: it is never kept (REG-71). */
  readonly secret?: true
  /** Calls a minute and address; for what is open to all. */
  readonly perAddress?: number
  readonly run: (call: ApiCall) => Promise<ApiAnswer>
}

/** The scopes of section 13.2, by what they open. */
const write = 'idporten:dcr.write'
const onBehalfOf = ['idporten:dcr/onbehalfof.write', 'idporten:dcr/onbehalfof:write']
export const opens = {
  read: ['idporten:dcr.read', write],
  write: [write],
  modify: [write, 'idporten:dcr.modify'],
  onBehalfOf: [write, ...onBehalfOf],
  modifyOnBehalfOf: [write, ...onBehalfOf, 'idporten:dcr.modify'],
  scopesRead: ['idporten:scopes.read', 'idporten:scopes.write'],
  scopesWrite: ['idporten:scopes.write'],
  any: ['idporten:dcr.read', write, 'idporten:dcr.modify', ...onBehalfOf, 'idporten:dcr.supplier'],
} as const
export const supplierScope = 'idporten:dcr.supplier'
