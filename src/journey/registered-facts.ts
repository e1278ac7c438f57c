import type { Client } from '../protocol/client.ts'
import { describeClient } from '../protocol/client-registration-answer.ts'

/**
 * What a client is registered with, of the fields that a rule concerns, by the names of the API. Keys and secrets by their ids,
 * algorithm and end: enough to see which is meant, and nothing that opens anything.
 */
export function registeredFacts(
  client: Client,
  concerns: readonly string[],
): Readonly<Record<string, string | number | boolean | readonly string[]>> {
  const described = describeClient(client)
  const facts: Record<string, string | number | boolean | readonly string[]> = {}
  for (const field of concerns) facts[field] = factOf(field, client, described[field])
  return facts
}

function factOf(field: string, client: Client, value: unknown): string | number | boolean | readonly string[] {
  if (field === 'jwks') return client.jwks.map(({ kid, alg, exp }) => `${kid} (${alg}, until ${dayOf(exp)})`)
  if (field === 'secrets')
    return client.secrets
      .filter(({ revokedAtSeconds }) => revokedAtSeconds === undefined)
      .map(({ secretId, expiresAtSeconds }) =>
        expiresAtSeconds === null ? secretId : `${secretId} (until ${dayOf(expiresAtSeconds)})`,
      )
  if (field === 'onbehalfof')
    return client.onbehalfof.map(({ onbehalfof, active }) => (active ? onbehalfof : `${onbehalfof} (not active)`))
  if (Array.isArray(value)) return value.map(String)
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value ?? '')
}

const dayOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10)
