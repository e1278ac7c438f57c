import type { PortalUser } from '../../../journey/records.ts'

/**
 * Where the roles of a person come from (ONB-22). A register of delegations elsewhere is another implementation: it is
 * asked at every request, so that what somebody has lost there is lost here at once.
 */
export interface RightsSource {
  /** Roles by organisation number. */
  listRights(user: PortalUser): Promise<PortalUser['roles']>
}

/** The portal's own table: what people of the organisation have given. */
export const localRights: RightsSource = { listRights: async ({ roles }) => roles }
