import type { Client } from './client.ts'
import type { RegistrationFault } from './client-registration-fault.ts'
import { type ClientRequest, FieldReader } from './client-registration-fields.ts'
import { faultsOfNewSource } from './delegated-scope.ts'
import type { Scope } from './scope.ts'
import { readScopeRegistration } from './scope-registration.ts'
import { reservedPrefixes } from './scope-registration-built-in.ts'

/** What the rules must know besides the request of an owner. */
export interface ScopeRequestContext {
  /** The organisation that asks. */
  readonly orgno: string
  /** The scope that is replaced; undefined: a new one. */
  readonly existing: Scope | undefined
  readonly ownerOf: (prefix: string) => string | undefined
  /** The name of a scope that differs from this one in letter case at most, active or not. */
  readonly findSameName: (name: string) => string | undefined
  readonly findClient: (clientId: string) => Client | undefined
  readonly clients: () => Iterable<Client>
  readonly isDelegationSource: (issuer: string) => boolean
}

type ScopeRequestOutcome =
  | { readonly ok: true; readonly scope: Scope }
  | { readonly ok: false; readonly faults: readonly RegistrationFault[] }

/** A prefix as it is kept: without the colon that some write behind it (API-24). */
export const bare = (prefix: string): string => prefix.replace(/:$/, '')

const prefixForm = /^[a-z0-9][a-z0-9._-]{0,62}$/
const subscopeForm = /^[\x21\x23-\x5b\x5d-\x7e]{1,191}$/

/** What is wrong with a prefix, whoever owns it or asks for it (API-15, section 2.2). */
export function faultsOfPrefixForm(prefix: string): RegistrationFault[] {
  if (!prefixForm.test(prefix))
    return [{ field: 'prefix', message: 'must be 1 to 63 characters of a-z 0-9 . _ - (section 2.2)' }]
  if (reservedPrefixes.includes(prefix))
    return [{ field: 'prefix', message: `${prefix} is reserved for the gateway (API-15)`, kind: 'forbidden' }]
  return []
}

/**
 * Judges a scope as its owner writes it: prefix and subscope make the name, which never changes; what is left out of a
 * replacement returns to its default, save `active` (section 2.3). All breaches are told together.
 */
export function readScopeRequest(request: ClientRequest, context: ScopeRequestContext): ScopeRequestOutcome {
  const { existing, orgno } = context
  const name = existing === undefined ? nameOfNew(request, context) : nameOfExisting(request, existing)
  const active = existing === undefined ? true : (request.active ?? existing.active)
  const asked = { ...request, name: typeof name === 'string' ? name : 'a:b', active, access: undefined }
  const read = readScopeRegistration(asked, () => existing?.ownerOrgno ?? orgno)
  const reader = new FieldReader(request)
  const faults = [
    ...(typeof name === 'string' ? [] : name),
    ...(read.ok ? [] : read.faults.filter(({ field }) => field !== 'name')),
    ...faultsOfIntrospectors(reader.list('enforced_aud_for_introspection', 500, 255) ?? [], existing, context),
    ...faultsOfDelegation(request.delegation_source, existing, context),
  ]
  if (!read.ok || faults.length > 0) return { ok: false, faults }
  return { ok: true, scope: { ...read.scope, access: existing?.access ?? [] } }
}

function nameOfNew(request: ClientRequest, context: ScopeRequestContext): string | RegistrationFault[] {
  const reader = new FieldReader(request)
  const prefix = bare(reader.text('prefix', 64) ?? '')
  const subscope = reader.text('subscope', 191) ?? ''
  const faults = [...reader.faults]
  const formFaults = faultsOfPrefixForm(prefix)
  const owner = formFaults.length === 0 ? context.ownerOf(prefix) : undefined
  faults.push(...formFaults)
  if (formFaults.length === 0 && owner === undefined)
    faults.push(forbidden(`${prefix} belongs to nobody; order it in the portal (API-28)`))
  if (owner !== undefined && owner !== context.orgno)
    faults.push(forbidden(`${prefix} belongs to another organisation (API-21)`))
  if (!subscopeForm.test(subscope))
    faults.push({ field: 'subscope', message: 'must be 1 to 191 characters without blanks, quotes and \\ (SCOPE-1)' })
  if (faults.length > 0) return faults
  const name = `${prefix}:${subscope}`
  const same = context.findSameName(name)
  if (same === undefined) return name
  const message =
    same === name ? 'exists; a closed one is opened by PUT with active true' : `differs only in case from ${same}`
  return [{ field: 'subscope', message: `${message} (API-12)`, kind: 'conflict' }]
}

/** `name` is passed over; the parts that it is made of may be sent back as they are. */
function nameOfExisting(request: ClientRequest, { name }: Scope): string | RegistrationFault[] {
  const prefix = request.prefix ?? undefined
  const subscope = request.subscope ?? undefined
  const at = name.indexOf(':')
  const faults: RegistrationFault[] = []
  if (prefix !== undefined && (typeof prefix !== 'string' || bare(prefix) !== name.slice(0, at)))
    faults.push({ field: 'prefix', message: 'cannot change (section 2.2)' })
  if (subscope !== undefined && subscope !== name.slice(at + 1))
    faults.push({ field: 'subscope', message: 'cannot change (section 2.2)' })
  return faults.length > 0 ? faults : name
}

const forbidden = (message: string): RegistrationFault => ({ field: 'prefix', message, kind: 'forbidden' })

/** Clients that stand there already are not asked about again, so that a scope can be sent back as it was. */
const faultsOfIntrospectors = (
  asked: readonly string[],
  existing: Scope | undefined,
  { findClient }: ScopeRequestContext,
): RegistrationFault[] =>
  asked.flatMap((clientId, index) =>
    existing?.enforcedAudForIntrospection.includes(clientId) === true || findClient(clientId)?.active === true
      ? []
      : [
          {
            field: `enforced_aud_for_introspection[${index}]`,
            message: 'must be the client_id of an active client of this environment (section 2.2)',
          },
        ],
  )

function faultsOfDelegation(
  asked: unknown,
  existing: Scope | undefined,
  { isDelegationSource, clients }: ScopeRequestContext,
): RegistrationFault[] {
  if (typeof asked !== 'string' || asked === existing?.delegationSource) return []
  if (isDelegationSource(asked))
    return faultsOfNewSource({ name: existing?.name ?? '', delegationSource: asked }, existing, clients())
  return [{ field: 'delegation_source', message: 'must be an issuer of /delegationsources (section 2.2)' }]
}
