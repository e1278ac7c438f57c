import { ApiRefusal } from './api-refusal.ts'

const authenticationLevels = /^\/(?:api\/(?:[^/]+\/)*)?authlevel(?:\/|$)/

/** What the API once had: the address says where to go instead (apis section 5). Throws 410. */
export function refuseWithdrawn(path: string): void {
  if (authenticationLevels.test(path))
    throw new ApiRefusal(
      410,
      'the API for authentication levels is gone; ask for a level with acr_values at /authorize',
    )
}
