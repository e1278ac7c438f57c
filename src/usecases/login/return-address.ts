import type { ReturnAddress } from '../../protocol/authorization-request.ts'
import type { TrustedRedirectUri } from '../../protocol/redirect-uri.ts'
import type { LoginTicket } from '../../storage/tickets.ts'

/** The return address of a login under way. It was trusted when the ticket was written, and the ticket is ours. */
export const returnAddressOf = (ticket: LoginTicket): ReturnAddress => ({
  redirectUri: ticket.redirectUri as TrustedRedirectUri,
  responseMode: ticket.responseMode,
  clientId: ticket.clientId,
  ...(ticket.state === undefined ? {} : { state: ticket.state }),
  ...(ticket.uiLocale === undefined ? {} : { uiLocale: ticket.uiLocale }),
})
