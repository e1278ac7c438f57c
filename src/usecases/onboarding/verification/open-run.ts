import type { Actor } from '../../../journey/actor.ts'
import type { VerificationRun } from '../../../journey/records.ts'
import { type Breach, refuse, refuseAll } from '../../../journey/refusal.ts'
import {
  configurationHash,
  configurationOf,
  hasVerification,
  newRunTests,
  type VerificationAnswers,
} from '../../../journey/verification.ts'
import { moveIntegration } from '../move-integration.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import { integrationOf, type VerificationNeeds } from './verification-needs.ts'

/** Opens a verification of an integration's test client (J-5). One at a time for each client (VER-4). */
export const openRun =
  ({ durable, clock, random, environments }: VerificationNeeds) =>
  (actor: Actor, orgno: string, integrationId: string, answers: VerificationAnswers): Promise<VerificationRun> =>
    durable.transaction(async (store) => {
      const nowSeconds = clock.nowSeconds()
      requireRight(actor, 'verification.run', orgno, { inTestOnly: true })
      const integration = await integrationOf(store, orgno, integrationId)
      const environment = environments.find(({ name }) => name === integration.testEnvironment)
      // VER-3: a run never observes production.
      if (environment === undefined || environment.kind === 'prod' || environment.simulatedProduction)
        refuse('not_found', 'verification exists in test environments only')
      const clientId = integration.testClientId
      const client =
        clientId === undefined ? undefined : (await store.environment(environment.name).clients.find(clientId))?.thing
      if (client === undefined || !hasVerification(client))
        refuse('test_client_unknown', 'the integration has no test client that logs people in')
      refuseAll(breachesOf(answers))
      const open = await store.portal.runs.list({ lookup: client.clientId, states: ['OPEN'] })
      if (open.some(({ thing }) => thing.environment === environment.name))
        refuse('illegal_transition', 'the client has an open verification', {
          values: { state: 'OPEN', event: 'run-opened' },
        })
      const configuration = configurationOf(client)
      const run: VerificationRun = {
        id: `VR-${random
          .token(6)
          .replace(/[^A-Za-z0-9]/g, 'x')
          .toUpperCase()}`,
        orgno: integration.orgno,
        integrationId,
        environment: environment.name,
        clientId: client.clientId,
        state: 'OPEN',
        answers,
        tests: newRunTests(answers, client),
        configuration,
        configurationHash: configurationHash(configuration),
        openedBy: actor.id,
        openedAtSeconds: nowSeconds,
        lastActivitySeconds: nowSeconds,
      }
      if (!(await store.portal.runs.add(run, nowSeconds))) throw new Error('the number of the run is taken; try again')
      await moveIntegration(store, integrationId, 'run-opened', nowSeconds, { verificationRunId: run.id })
      await record(
        store,
        actor,
        {
          action: 'verification.opened',
          object: { kind: 'verification', id: run.id },
          orgno: run.orgno,
          environment: run.environment,
          after: { answers, clientId: run.clientId },
        },
        nowSeconds,
      )
      return run
    })

function breachesOf({ levels, idleMinutes }: VerificationAnswers): Breach[] {
  const breaches: Breach[] = []
  if (levels.length === 0) breaches.push({ code: 'required', field: 'levels', message: 'say which levels are used' })
  if (!Number.isInteger(idleMinutes) || idleMinutes < 1 || idleMinutes > 1440)
    breaches.push({
      code: 'invalid_value',
      field: 'idle_minutes',
      message: 'whole minutes from 1 to 1440',
      values: { why: '1–1440' },
    })
  return breaches
}
