import { readSettings } from '../../../src/config/read-settings.ts'
import { readSecretsFile } from '../../../src/config/secrets-file.ts'
import type { DurableStore } from '../../../src/storage/durable-store.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { openSqliteExpiringStore } from '../../../src/storage/sqlite/expiring-store.ts'
import { openSystemRandom } from '../../../src/system/random.ts'
import { mailSupportTexts } from '../../../src/texts/mail-support-text.ts'
import type { PagerCall, SupportNeeds } from '../../../src/usecases/onboarding/cases/support-needs.ts'
import { makeClientSecret, type Pepper } from '../../../src/usecases/self-service/client-secret.ts'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPerson } from '../../harness/portal-user.ts'

export const orgno = '310000019'
export const otherOrgno = '310000027'
export const clientId = 'sak-klient'

const pids = { member: '20914695016', stranger: '24926229865', staff: '15867520160', colleague: '28820360100' }

export interface SupportProgram {
  readonly program: RunningPortal
  readonly member: PortalPerson
  readonly stranger: PortalPerson
  readonly staff: PortalPerson
  readonly colleague: PortalPerson
  /** Nobody: without a login. */
  readonly visitor: PortalPerson
  /** The database of the running program, as another process sees it. */
  readonly store: DurableStore
  /** What the use cases are made from, over the same database; what time asks for is called with it. */
  readonly needs: SupportNeeds
  readonly pages: PagerCall[]
  /** A secret that opens the client, as the registry made it. */
  giveSecret(environment: 'test' | 'prod-sim'): Promise<{ secret: string; secretId: string }>
  stop(): Promise<void>
}

const client = {
  client_id: clientId,
  client_orgno: orgno,
  client_name: 'Saksklienten',
  integration_type: 'idporten',
  client_secret: 'chosen-for-this-test',
  redirect_uris: ['https://sak.etaten.no/callback'],
}

/** Portal and gateways with a member, somebody of another organisation, and two of support's staff. */
export async function startSupportProgram(
  variables: Readonly<Record<string, string | undefined>> = {},
): Promise<SupportProgram> {
  const program = await startPortalProgram({
    variables,
    seed: {
      organisations: [
        {
          orgno,
          name: 'Eksempeletaten',
          kind: 'public',
          notification_points: [{ purpose: 'security', name: 'Sikkerhet', email: 'sikkerhet@etaten.no' }],
        },
        { orgno: otherOrgno, name: 'Fjordetaten', kind: 'public' },
      ],
      clients: [client],
      users: [
        {
          email: 'ada@etaten.no',
          name: 'Ada Etat',
          pid: pids.member,
          roles: { [orgno]: ['org_admin', 'integration_admin'] },
        },
        {
          email: 'stig@fjord.no',
          name: 'Stig Fremmed',
          pid: pids.stranger,
          roles: { [otherOrgno]: ['integration_admin'] },
        },
        { email: 'siri@drift.no', name: 'Siri Støtte', pid: pids.staff, operator_roles: ['op_support'] },
        { email: 'odd@drift.no', name: 'Odd Andre', pid: pids.colleague, operator_roles: ['op_support'] },
      ],
    },
  })
  const { folder } = program.gateway
  const database = openSqliteDatabase(`${folder}/portvakt.sqlite`)
  const store = openSqlDurableStore(database)
  const settings = readSettings({}, () => '')
  const secrets = readSecretsFile(`${folder}/secrets.json`, settings.ok ? settings.settings.environments : [])
  if (!settings.ok || !secrets.ok) throw new Error('the settings of the test cannot be read')
  const random = openSystemRandom()
  const pages: PagerCall[] = []
  const peppersOf = (name: string): readonly Pepper[] => secrets.secrets.get(name)?.peppers ?? []
  return {
    program,
    store,
    pages,
    member: await openPortalUser(program, pids.member),
    stranger: await openPortalUser(program, pids.stranger),
    staff: await openPortalUser(program, pids.staff),
    colleague: await openPortalUser(program, pids.colleague),
    visitor: await openPortalUser(program, pids.stranger, { level: false }),
    needs: {
      durable: store,
      expiring: openSqliteExpiringStore(database, 'portal', program.clock),
      clock: program.clock,
      random,
      environments: settings.settings.environments,
      portalUrl: program.portal,
      productName: 'Portvakt',
      words: mailSupportTexts,
      peppersOf,
      page: async (call) => void pages.push(call),
      written: () => {},
      flushProtocolLog: async () => {},
    },
    async giveSecret(environment) {
      const { clients } = store.environment(environment)
      const registered = (await clients.find(clientId)) ?? (await store.environment('test').clients.find(clientId))
      const [pepper] = peppersOf(environment)
      if (registered === undefined || pepper === undefined) throw new Error('there is no such client')
      const now = program.clock.nowSeconds()
      const made = makeClientSecret(random, pepper, environment === 'test' ? 'test' : 'production', now)
      const { thing, origin } = registered
      await clients.save({ ...thing, secrets: [...thing.secrets, made.stored] }, origin, now)
      return { secret: made.secret.reveal(), secretId: made.stored.secretId }
    },
    async stop() {
      store.close()
      await program.stop()
    },
  }
}
