import type { DurableStore } from '../../../storage/durable-store.ts'

/** Whether the operator has suspended or closed the organisation, so that its clients refuse logins (§4.1). */
export const isStopped =
  ({ organisations }: Pick<DurableStore, 'organisations'>) =>
  async (orgno: string): Promise<boolean> => {
    const state = (await organisations.find(orgno))?.thing.state
    return state === 'SUSPENDED' || state === 'CLOSED'
  }
