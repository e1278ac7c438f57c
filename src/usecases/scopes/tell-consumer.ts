import type { Environment } from '../../config/environments.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { ScopeAccess } from '../../storage/scope-access.ts'
import type { Clock } from '../../system/clock.ts'
import type { WriteLetter } from '../onboarding/letter.ts'

/** M-31 to the consumer of accesses that were given or withdrawn, in the transaction of the decision (API-27). */
export type TellConsumer = (
  store: DurableStore,
  environment: Environment,
  consumerOrgno: string,
  nowSeconds: number,
) => Promise<void>

interface Needs {
  readonly letter: WriteLetter<'M-31.subject' | 'M-31.text'>
  readonly portalUrl: string
}

const quietSeconds = 3600

/** At once, but no more than one mail an hour: what is decided meanwhile waits for `tellOfAccesses`. */
export const tellConsumer =
  ({ letter, portalUrl }: Needs): TellConsumer =>
  async (store, environment, consumerOrgno, nowSeconds) => {
    const { scopeAccess } = store.environment(environment.name)
    const untold = (await scopeAccess.listUntold()).filter((one) => one.consumerOrgno === consumerOrgno)
    const noteName = `scope-access-mail/${environment.name}/${consumerOrgno}`
    const lastSeconds = Number((await store.notes.find(noteName)) ?? Number.NEGATIVE_INFINITY)
    if (untold.length === 0 || nowSeconds - lastSeconds < quietSeconds) return
    const consumer = (await store.organisations.find(consumerOrgno))?.thing
    const points = (consumer?.notificationPoints ?? []).filter(({ purpose }) => purpose === 'technical')
    const namesOf = (state: ScopeAccess['state']) =>
      untold
        .filter((one) => one.state === state)
        .map(({ scope }) => `  ${scope}`)
        .join('\n')
    for (const { email, name } of points)
      await letter(
        store,
        {
          code: 'M-31',
          to: { email, name, language: consumer?.language ?? 'nb' },
          subject: 'M-31.subject',
          text: 'M-31.text',
          values: {
            organisation: consumer?.name ?? consumerOrgno,
            environment: environment.title,
            approved: namesOf('APPROVED') || '  –',
            denied: namesOf('DENIED') || '  –',
            link: `${portalUrl}/o/${consumerOrgno}/scopes/${environment.name}/catalogue`,
          },
          orgno: consumerOrgno,
          environment,
        },
        nowSeconds,
      )
    for (const { scope } of untold) await scopeAccess.told(scope, consumerOrgno, nowSeconds)
    if (points.length > 0) await store.notes.save(noteName, String(nowSeconds))
  }

/** Sends what waited for the hour to be over. Done once a minute. */
export const tellOfAccesses =
  (needs: {
    readonly durable: DurableStore
    readonly clock: Clock
    readonly environments: readonly Environment[]
    readonly tellConsumer: TellConsumer
  }) =>
  async (): Promise<void> => {
    for (const environment of needs.environments) {
      const untold = await needs.durable.environment(environment.name).scopeAccess.listUntold()
      for (const consumerOrgno of new Set(untold.map((one) => one.consumerOrgno)))
        await needs.durable.transaction((store) =>
          needs.tellConsumer(store, environment, consumerOrgno, needs.clock.nowSeconds()),
        )
    }
  }
