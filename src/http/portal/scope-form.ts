import type { FastifyRequest } from 'fastify'
import type { ClientRequest } from '../../protocol/client-registration-fields.ts'
import type { Scope } from '../../protocol/scope.ts'
import { describeScope } from '../../protocol/scope-registration-answer.ts'
import { typedIn } from './typed-in.ts'

interface FormFields {
  readonly typed: (name: string) => string
  readonly chosen: (name: string) => readonly string[]
}

const flags = [
  'requires_user_consent',
  'requires_user_authentication',
  'requires_pseudonymous_tokens',
  'accessible_for_all',
]
const seconds = ['at_max_age', 'authorization_max_lifetime']
const texts = ['description', 'description#en', 'long_description', 'visibility', 'token_type']

/** What the form shows of a scope; of none, what a new one is unless something else is chosen. */
export function scopeFields(scope: Scope | undefined): FormFields {
  const members: Record<string, unknown> =
    scope === undefined ? { visibility: 'PUBLIC', at_max_age: 0, authorization_max_lifetime: 0 } : describeScope(scope)
  return {
    typed(name) {
      const value = members[name] ?? ''
      return typeof value === 'boolean' ? (value ? 'yes' : '') : String(value)
    },
    chosen: () => scope?.allowedIntegrationTypes ?? [],
  }
}

/** What was typed, to be shown again. */
export const typedOf = (request: FastifyRequest): FormFields => ({
  typed: typedIn(request),
  chosen: (name) => request.form.getAll(name),
})

/** The form as the registry's rules read it; what it has no field for is taken from the scope as it is. */
export function scopeRequestOf(request: FastifyRequest, former?: Scope): ClientRequest {
  const typed = typedIn(request)
  const given = (name: string): string | undefined => (typed(name).trim() === '' ? undefined : typed(name).trim())
  const number = (name: string): unknown => {
    const text = typed(name).trim()
    return /^\d+$/.test(text) ? Number(text) : text === '' ? 0 : text
  }
  return {
    ...(former === undefined ? { prefix: typed('prefix'), subscope: typed('subscope').trim() } : describeScope(former)),
    ...Object.fromEntries(texts.map((name) => [name, given(name)])),
    ...Object.fromEntries(seconds.map((name) => [name, number(name)])),
    ...Object.fromEntries(flags.map((name) => [name, typed(name) === 'yes'])),
    allowed_integration_types: request.form.getAll('allowed_integration_types'),
    // Left out where an environment has no sources: then it stays as it is.
    ...(request.form.has('delegation_source') ? { delegation_source: given('delegation_source') } : {}),
  }
}
