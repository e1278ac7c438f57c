import type { EmitEvent } from '../../audit/event.ts'
import type { Environment } from '../../config/environments.ts'
import type { Clock } from '../../system/clock.ts'
import type { AuthenticatedClient } from '../token/grant.ts'

const daySeconds = 86_400
const mostRemembered = 50_000

/**
 * Tells once a day, for each credential, that an API proved itself with it: a client that never asks for tokens must show
 * that its secret arrived and is in use (REG-69), and a line for every question would drown the log.
 */
export function openCredentialNotes(needs: {
  readonly environment: Pick<Environment, 'name'>
  readonly emit: EmitEvent
  readonly clock: Clock
}) {
  const told = new Map<string, number>()
  return ({ client, clientAmr, credentialId, certificate }: AuthenticatedClient, correlationId: string): void => {
    if (credentialId === undefined) return
    const day = Math.floor(needs.clock.nowSeconds() / daySeconds)
    const key = `${client.clientId} ${credentialId}`
    if (told.get(key) === day) return
    if (told.size >= mostRemembered) told.clear()
    told.set(key, day)
    needs.emit({
      kind: 'credential-used',
      clientAmr,
      credentialId,
      ...certificate,
      clientId: client.clientId,
      correlationId,
      environment: needs.environment.name,
    })
  }
}
