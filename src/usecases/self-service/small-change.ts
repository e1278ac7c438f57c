import { isDeepStrictEqual } from 'node:util'
import type { Environment } from '../../config/environments.ts'
import type { Client } from '../../protocol/client.ts'
import { describeClient } from '../../protocol/client-registration-answer.ts'
import type { RegistrationFault } from '../../protocol/client-registration-fault.ts'
import { lifetimeOf } from '../../protocol/lifetimes.ts'

/** What cannot open a client further, so an organisation without self-service may change it too (REG-151). */
export function faultsOfSmallChange(
  former: Client,
  next: Client,
  environment: Environment,
  portalUrl: string,
): RegistrationFault[] {
  const { lifetimes } = environment
  const isFewer = (now: readonly string[], before: readonly string[]) => now.every((one) => before.includes(one))
  const isShorter = (now: number, before: number, byDefault: number) =>
    lifetimeOf(now, byDefault) <= lifetimeOf(before, byDefault)
  const permitted: Readonly<Record<string, boolean>> = {
    description: true,
    redirect_uris: isFewer(next.redirectUris, former.redirectUris),
    post_logout_redirect_uris: isFewer(next.postLogoutRedirectUris, former.postLogoutRedirectUris),
    access_token_lifetime: isShorter(next.accessTokenLifetime, former.accessTokenLifetime, lifetimes.accessToken),
    refresh_token_lifetime: isShorter(next.refreshTokenLifetime, former.refreshTokenLifetime, lifetimes.refreshToken),
    authorization_lifetime: isShorter(
      next.authorizationLifetime,
      former.authorizationLifetime,
      lifetimes.authorization,
    ),
  }
  const [before, after] = [describeClient(former), describeClient(next)]
  return Object.keys({ ...before, ...after })
    .filter((field) => !isDeepStrictEqual(before[field], after[field]) && permitted[field] !== true)
    .map((field) => ({
      field,
      message: `cannot be changed so in production without self-service; order the change at ${portalUrl} (REG-151)`,
      kind: 'forbidden',
    }))
}
