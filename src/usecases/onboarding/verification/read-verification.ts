import type { Actor } from '../../../journey/actor.ts'
import type { Integration, VerificationRun } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import { configurationOf, hasVerification, testsToRepeat } from '../../../journey/verification.ts'
import type { Client } from '../../../protocol/client.ts'
import { requireRight } from '../require-right.ts'
import { integrationOf, runOf, type VerificationNeeds } from './verification-needs.ts'

/** What the pages of verification show. */
export const readVerification = ({ durable, clock }: VerificationNeeds) => {
  const clientOf = async (environment: string, clientId: string | undefined): Promise<Client | undefined> =>
    clientId === undefined ? undefined : (await durable.environment(environment).clients.find(clientId))?.thing

  return {
    async ofIntegration(
      actor: Actor,
      orgno: string,
      integrationId: string,
    ): Promise<{
      readonly integration: Integration
      readonly run: VerificationRun | undefined
      readonly earlier: readonly VerificationRun[]
      readonly stale: readonly string[] | undefined
      readonly hasRuns: boolean
    }> {
      requireRight(actor, 'client.read', orgno, { inTestOnly: true })
      const integration = await integrationOf(durable, orgno, integrationId)
      const client = await clientOf(integration.testEnvironment, integration.testClientId)
      const runs = (await durable.portal.runs.list({ orgno: integration.orgno }))
        .map(({ thing }) => thing)
        .filter((one) => one.integrationId === integrationId)
        .reverse()
      // An open run first, else the newest report; what was abandoned stands below.
      const run = runs.find(({ state }) => state === 'OPEN') ?? runs.find(({ state }) => state === 'SEALED')
      const stale = run?.state === 'SEALED' && client !== undefined ? staleTests(run, client) : undefined
      return {
        integration,
        run,
        earlier: runs.filter((one) => one !== run),
        stale,
        hasRuns: client === undefined || hasVerification(client),
      }
    },

    /** The newest sealed report of an integration, with the client's name. */
    async report(
      actor: Actor,
      orgno: string,
      integrationId: string,
    ): Promise<{ run: VerificationRun; clientName: string }> {
      requireRight(actor, 'client.read', orgno, { inTestOnly: true })
      const integration = await integrationOf(durable, orgno, integrationId)
      const runs = await durable.portal.runs.list({ orgno: integration.orgno, states: ['SEALED'] })
      const run = runs.map(({ thing }) => thing).findLast((one) => one.integrationId === integrationId)
      if (run === undefined) refuse('not_found', 'there is no report yet')
      const client = await clientOf(run.environment, run.clientId)
      return { run, clientName: client?.clientName ?? run.clientId }
    },

    async ofStaff(actor: Actor, runId: string): Promise<VerificationRun> {
      if (actor.operatorRoles.length === 0) refuse('not_found', 'this is for the operator')
      return (await runOf(durable, runId)).thing
    },
  }

  function staleTests(run: VerificationRun, client: Client): readonly string[] | undefined {
    if ((run.validToSeconds ?? 0) <= clock.nowSeconds())
      return run.tests.filter(({ duty }) => duty === 'mandatory').map(({ id }) => id)
    const repeat = testsToRepeat(run, configurationOf(client))
    return repeat.length > 0 ? repeat : undefined
  }
}
