import { refuse } from '../../../journey/refusal.ts'
import { type Client, isLoginClient } from '../../../protocol/client.ts'
import type { Logo } from '../../../protocol/logo.ts'
import type { ClientPlace } from '../integrations/own-client.ts'

/** Whose logo: a client's, or that of one body it speaks for. */
export interface LogoPlace extends ClientPlace {
  readonly onbehalfof?: string
}

const entryOf = (client: Client, onbehalfof: string | undefined) =>
  client.onbehalfof.find((entry) => entry.onbehalfof === onbehalfof)

/** Refuses what shows no logo: clients that log nobody in, those that are closed, and entries that are not there. */
export function requireTarget(client: Client, onbehalfof: string | undefined): void {
  if (!isLoginClient(client)) refuse('not_found', 'only clients that log citizens in show a logo')
  if (client.halted?.kind === 'closed')
    refuse('illegal_transition', 'the client is closed', { values: { event: 'logo', state: 'CLOSED' } })
  if (onbehalfof !== undefined && entryOf(client, onbehalfof) === undefined)
    refuse('not_found', 'the client has no such entry')
}

/** The logo that pages show for the client or for one of its entries. */
export const logoOf = (client: Client, onbehalfof: string | undefined): Logo | undefined =>
  onbehalfof === undefined ? client.logo : entryOf(client, onbehalfof)?.logo

/** What citizens read beside it, or hear instead (REG-122). */
export const nameBeside = (client: Client, onbehalfof: string | undefined): string =>
  entryOf(client, onbehalfof)?.name ?? client.clientName

/** The client with another logo, or with none. */
export function withLogo(client: Client, onbehalfof: string | undefined, logo: Logo | undefined): Client {
  const set = <Shown extends { readonly logo?: Logo }>({ logo: _former, ...rest }: Shown) => ({
    ...rest,
    ...(logo === undefined ? {} : { logo }),
  })
  if (onbehalfof === undefined) return set(client)
  return {
    ...client,
    onbehalfof: client.onbehalfof.map((entry) => (entry.onbehalfof === onbehalfof ? set(entry) : entry)),
  }
}
