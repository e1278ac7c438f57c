import type { GrantType } from '../../protocol/token-request.ts'
import { authorizationCodeGrant } from './authorization-code-grant.ts'
import type { Grant } from './grant.ts'
import type { IssueTokensNeeds } from './issue-tokens.ts'
import { refreshTokenGrant } from './refresh-token-grant.ts'

/** One function per grant type; a grant without its function does not compile. */
export const openGrants = (needs: IssueTokensNeeds): { readonly [Type in GrantType]: Grant<Type> } => ({
  authorization_code: authorizationCodeGrant(needs),
  refresh_token: refreshTokenGrant(needs),
})
