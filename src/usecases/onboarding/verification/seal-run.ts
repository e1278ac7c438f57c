import { createHash } from 'node:crypto'
import type { Actor } from '../../../journey/actor.ts'
import type { VerificationRun } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import { configurationOf, missingTests, reportDays, testsToRepeat } from '../../../journey/verification.ts'
import type { Client } from '../../../protocol/client.ts'
import { moveIntegration } from '../move-integration.ts'
import { membersOf } from '../people/members.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import { reportType } from './report-keys.ts'
import { changeRun, requireOpen, runOf, type VerificationNeeds } from './verification-needs.ts'

const daySeconds = 86_400

export const reportHash = (jws: string): string => createHash('sha256').update(jws, 'ascii').digest('hex')

/**
 * Seals a run whose mandatory tests are all settled: a report is signed and the integration is verified (VER-60, VER-61,
 * J-6). Refuses `verification_missing` with the tests that are left.
 */
export const sealRun =
  (needs: VerificationNeeds) =>
  async (actor: Actor, runId: string): Promise<VerificationRun> => {
    const { durable, clock, keys, environments } = needs
    const nowSeconds = clock.nowSeconds()
    const kept = await runOf(durable, runId)
    const run = kept.thing
    requireRight(actor, 'verification.run', run.orgno, { inTestOnly: true })
    requireOpen(run, 'seal')
    const client = (await durable.environment(run.environment).clients.find(run.clientId))?.thing
    if (client === undefined) refuse('test_client_unknown', 'the test client is gone')
    const since = testsToRepeat(run, configurationOf(client))
    if (since.length > 0)
      refuse('verification_stale', 'the client was changed since the verification was opened', {
        values: { tests: since.join(', ') },
      })
    const left = missingTests(run)
    if (left.length > 0)
      refuse('verification_missing', `tests are left: ${left.join(', ')}`, { values: { tests: left.join(', ') } })
    const issuer = environments.find(({ name }) => name === run.environment)?.issuer ?? ''
    const validToSeconds = nowSeconds + reportDays * daySeconds
    const content = reportContent(run, client, issuer, nowSeconds, validToSeconds)
    // Signed before the transaction, in which nothing but the store is awaited; what changed meanwhile refuses the write.
    const { signer } = await keys.open(run.environment)
    const report = await signer.sign(content, { typ: reportType })
    const hash = reportHash(report)
    return durable.transaction(async (store) => {
      const sealed = await changeRun(
        store,
        kept,
        {
          ...run,
          state: 'SEALED',
          verdict: 'VERIFIED',
          sealedAtSeconds: nowSeconds,
          validToSeconds,
          report,
          reportHash: hash,
          lastActivitySeconds: nowSeconds,
        },
        nowSeconds,
      )
      const integration = await moveIntegration(store, run.integrationId, 'verified', nowSeconds)
      await record(
        store,
        actor,
        {
          action: 'verification.sealed',
          object: { kind: 'verification', id: run.id },
          orgno: run.orgno,
          environment: run.environment,
          after: { verdict: 'VERIFIED', reportHash: hash, validToSeconds },
        },
        nowSeconds,
      )
      const members = (await membersOf(store, run.orgno)).map(({ thing }) => thing)
      const told = members.filter(
        ({ id, state, roles }) =>
          state === 'ACTIVE' && (id === actor.id || roles[run.orgno]?.includes('integration_admin')),
      )
      const environment = environments.find(({ name }) => name === run.environment)
      for (const to of told)
        await needs.letter(
          store,
          {
            code: 'M-09',
            to,
            subject: 'M-09.subject',
            text: 'M-09.text',
            values: {
              integration: integration.name,
              client: run.clientId,
              hash,
              until: new Date(validToSeconds * 1000).toISOString().slice(0, 10),
              link: `${needs.portalUrl}/o/${run.orgno}/integrations/${run.integrationId}/verification/report`,
            },
            orgno: run.orgno,
            ...(environment === undefined ? {} : { environment }),
          },
          nowSeconds,
        )
      return sealed
    })
  }

/** The report as it is signed. No identity number, token, code or address stands in it (VER-64). */
function reportContent(
  run: VerificationRun,
  client: Client,
  issuer: string,
  sealedAtSeconds: number,
  validToSeconds: number,
): Record<string, unknown> {
  const at = (seconds: number): string => new Date(seconds * 1000).toISOString()
  const { answers } = run
  return {
    report_id: run.id,
    environment: run.environment,
    issuer,
    client: {
      client_id: client.clientId,
      client_name: client.clientName,
      orgno: client.clientOrgno,
      integration_type: client.integrationType,
      application_type: client.applicationType,
    },
    configuration_hash: run.configurationHash,
    answers: {
      levels: answers.levels,
      prompt_login: answers.promptLogin,
      ui_locales: answers.uiLocales,
      onbehalfof: answers.onbehalfof,
      users_without_access: answers.usersWithoutAccess,
      idle_minutes: answers.idleMinutes,
    },
    verdict: 'VERIFIED',
    mode: 'manual',
    opened: at(run.openedAtSeconds),
    sealed: at(sealedAtSeconds),
    valid_to: at(validToSeconds),
    tests: run.tests.map(({ id, duty, status, reason, by, atSeconds, note }) => ({
      id,
      duty,
      status,
      ...(reason === undefined ? {} : { reason }),
      ...(by === undefined ? {} : { by }),
      ...(atSeconds === undefined ? {} : { time: at(atSeconds) }),
      ...(note === undefined ? {} : { note }),
    })),
    waivers: run.tests.flatMap(({ id, waiver }) =>
      waiver?.second === undefined
        ? []
        : [{ test: id, reason: waiver.reason, by: [waiver.first.name, waiver.second.name] }],
    ),
  }
}
