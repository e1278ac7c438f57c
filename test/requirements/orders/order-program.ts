import { createHash } from 'node:crypto'
import type { Integration } from '../../../src/journey/records.ts'
import { configurationHash, configurationOf } from '../../../src/journey/verification.ts'
import type { Client } from '../../../src/protocol/client.ts'
import type { DurableStore } from '../../../src/storage/durable-store.ts'
import { openSqlDurableStore } from '../../../src/storage/sql/durable-store.ts'
import { openSqliteDatabase } from '../../../src/storage/sqlite/database.ts'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPage, type PortalPerson } from '../../harness/portal-user.ts'
import { send } from '../../harness/user-agent.ts'

export const orgno = '310000019'
export const otherOrgno = '310000027'
export const pids = {
  owner: '20914695016',
  first: '15867520160',
  second: '28820360100',
  stranger: '24926229865',
  both: '13835129343',
  administrator: '22867737530',
}

export interface OrderProgram {
  readonly program: RunningPortal
  readonly owner: PortalPerson
  readonly first: PortalPerson
  readonly second: PortalPerson
  /** The database of the running program, as another process sees it. */
  readonly store: DurableStore
  /** An integration that is verified in test, with a client of this method; resolves with its id. */
  verified(name: string, changes?: Partial<Client>): Promise<string>
  stop(): Promise<void>
}

/** The program with an organisation that has all it needs for production, and two reviewers. */
export async function startOrderProgram(
  options: { readonly terms?: boolean; readonly variables?: Readonly<Record<string, string>> } = {},
): Promise<OrderProgram> {
  const program = await startPortalProgram({
    ...(options.variables === undefined ? {} : { variables: options.variables }),
    seed: {
      organisations: [
        {
          orgno,
          name: 'Eksempeletaten',
          kind: 'public',
          email_domains: ['etaten.no'],
          notification_points: [
            { purpose: 'technical', name: 'Drift', email: 'drift@etaten.no' },
            { purpose: 'security', name: 'Sikkerhet', email: 'sikkerhet@etaten.no' },
          ],
        },
        { orgno: otherOrgno, name: 'Fjordetaten', kind: 'public', email_domains: ['fjord.no'] },
      ],
      users: [
        {
          email: 'ada@etaten.no',
          name: 'Ada Etat',
          pid: pids.owner,
          roles: { [orgno]: ['org_admin', 'integration_admin', 'signatory'] },
        },
        { email: 'frida@drift.no', name: 'Frida Først', pid: pids.first, operator_roles: ['op_reviewer'] },
        { email: 'anders@drift.no', name: 'Anders Annen', pid: pids.second, operator_roles: ['op_reviewer'] },
        { email: 'dina@drift.no', name: 'Dina Drift', pid: pids.administrator, operator_roles: ['op_admin'] },
        {
          email: 'stig@fjord.no',
          name: 'Stig Fremmed',
          pid: pids.stranger,
          roles: { [otherOrgno]: ['integration_admin'] },
        },
        {
          email: 'bo@etaten.no',
          name: 'Bo Begge',
          pid: pids.both,
          roles: { [orgno]: ['reader'] },
          operator_roles: ['op_reviewer'],
        },
      ],
    },
  })
  const store = openSqlDurableStore(openSqliteDatabase(`${program.gateway.folder}/portvakt.sqlite`))
  if (options.terms !== false) await acceptTerms(store, program.clock.nowSeconds())
  const [owner, first, second] = [
    await openPortalUser(program, pids.owner),
    await openPortalUser(program, pids.first),
    await openPortalUser(program, pids.second),
  ]
  return {
    program,
    owner,
    first,
    second,
    store,
    verified: (name, changes) => addVerified(store, program.clock.nowSeconds(), name, changes),
    async stop() {
      store.close()
      await program.stop()
    },
  }
}

/** Terms that are in force and accepted with all chapters, as a signatory would. */
export async function acceptTerms(store: DurableStore, nowSeconds: number): Promise<void> {
  const text = { nb: 'Vilkår' }
  const hash = { nb: createHash('sha256').update(text.nb).digest('hex') }
  const [id, at] = ['T-1', nowSeconds - 10]
  await store.portal.termsVersions.add(
    {
      id,
      publishedAtSeconds: at,
      effectiveFromSeconds: at,
      graceEndsSeconds: at,
      summary: text,
      parts: { general: text, login: text, machine: text },
      hashes: { general: hash, login: hash, machine: hash },
    },
    at,
  )
  await store.portal.termsAcceptances.add(
    {
      id: 'TA-1',
      orgno,
      kind: 'acceptance',
      organisationName: 'Eksempeletaten',
      version: id,
      chapters: ['general', 'login', 'machine'],
      language: 'nb',
      textHash: hash.nb,
      signatory: { userId: 'somebody', name: 'Ada Etat', identity: 'sealed' },
      ground: 'register_role',
      simulated: false,
      acr: 'idporten-loa-high',
      sessionRef: 'session',
      atSeconds: at,
      ip: '127.0.0.1',
    },
    at,
  )
}

async function addVerified(
  store: DurableStore,
  nowSeconds: number,
  name: string,
  changes: Partial<Client> = {},
): Promise<string> {
  const client: Client = {
    clientId: name,
    active: true,
    clientName: `Eksempeletaten – ${name}`,
    clientOrgno: orgno,
    description: '',
    integrationType: 'idporten',
    applicationType: 'web',
    tokenEndpointAuthMethod: 'client_secret_basic',
    grantTypes: ['authorization_code'],
    scopes: ['openid', 'profile'],
    redirectUris: [`https://${name}.example.no/callback`],
    postLogoutRedirectUris: [`https://${name}.example.no/`],
    frontchannelLogoutSessionRequired: false,
    accessTokenLifetime: 120,
    refreshTokenLifetime: 600,
    authorizationLifetime: 7200,
    refreshTokenUsage: 'ONETIME',
    codeChallengeMethod: 'S256',
    ssoDisabled: false,
    defaultAcrValues: [],
    requirePushedAuthorizationRequests: false,
    tokenProfile: 'current',
    onbehalfof: [],
    jwks: [],
    secrets: [],
    ...changes,
  }
  await store.environment('test').clients.save(client, 'hand', nowSeconds)
  const integration: Integration = {
    id: `I-${name}`,
    orgno,
    name: client.clientName,
    state: 'VERIFIED',
    testEnvironment: 'test',
    testClientId: name,
    technicalContact: { name: 'Tore Teknisk', email: 'tore@etaten.no' },
    createdBy: 'somebody',
  }
  await store.portal.integrations.add(integration, nowSeconds)
  const configuration = configurationOf(client)
  await store.portal.runs.add(
    {
      id: `VR-${name}`,
      orgno,
      integrationId: integration.id,
      environment: 'test',
      clientId: name,
      state: 'SEALED',
      answers: {
        levels: ['high'],
        promptLogin: false,
        uiLocales: false,
        onbehalfof: false,
        usersWithoutAccess: false,
        idleMinutes: 30,
      },
      tests: [],
      configuration,
      configurationHash: configurationHash(configuration),
      verdict: 'VERIFIED',
      openedAtSeconds: nowSeconds,
      openedBy: 'somebody',
      lastActivitySeconds: nowSeconds,
      sealedAtSeconds: nowSeconds,
      validToSeconds: nowSeconds + 400 * 86_400,
      reportHash: 'a'.repeat(64),
    },
    nowSeconds,
  )
  return integration.id
}

/** Everything of the form that is not preset. */
export const filledIn = {
  service_description: 'En tjeneste der innbyggere søker om ting og ser svarene sine etterpå.',
  planned_launch: '2099-01-01',
  security_level: 'high',
  risk_assessment_done: '2026-01-15',
  expected_logins_per_year: '12000',
  expected_peak_per_hour: '300',
  logo_use_confirmed: 'yes',
  'billing.invoice_address': '310000019',
  'billing.reference': 'REF-1',
  'credential_receiver.name': 'Mona Mottaker',
  'credential_receiver.email': 'mona@etaten.no',
}

/** The form of a new order, as it comes. */
export const openOrderForm = (owner: PortalPerson, integrationId: string): Promise<PortalPage> =>
  owner.get(`/o/${orgno}/integrations/${integrationId}/order`)

export const orderNoOf = ({ path }: PortalPage): string => /ORD-[2-9A-HJ-NP-Z]{6}/.exec(path)?.[0] ?? path

/** Fills in the form, proves the mobile number with the code of the SMS, and sends the order. */
export async function placeOrder(
  { owner }: OrderProgram,
  integrationId: string,
  mobile: string | undefined,
  fields: Readonly<Record<string, string>> = {},
): Promise<string> {
  const form = await openOrderForm(owner, integrationId)
  const all = { ...filledIn, ...(mobile === undefined ? {} : { 'credential_receiver.mobile': mobile }), ...fields }
  let saved = await owner.submit(form, '/edit', { ...all, do: 'save' })
  if (mobile !== undefined && saved.forms.some(({ action }) => action.endsWith('/mobile'))) {
    const asked = await owner.submit(saved, `/o/${orgno}/orders/${orderNoOf(saved)}/mobile`)
    const codes = await owner.mails({ code: 'S-01', to: e164(mobile) })
    saved = await owner.submit(asked, '/mobile/code', { mobile_code: codeOf(codes.at(-1)?.text ?? '') })
  }
  const sent = await owner.submit(saved, '/edit', { do: 'submit' })
  if (!sent.path.endsWith(orderNoOf(sent))) throw new Error(`the order was not sent: ${sent.status} ${sent.words}`)
  return orderNoOf(sent)
}

export const codeOf = (sms: string): string => /\b\d{6}\b/.exec(sms)?.[0] ?? ''

const e164 = (mobile: string): string => (mobile.startsWith('+') ? mobile : `+47${mobile.replaceAll(' ', '')}`)

const answers = {
  'check.contact': 'yes',
  'check.redirect_uris': 'yes',
  'check.name': 'yes',
  'check.security_level': 'yes',
  'check.logo': 'yes',
  'check.scopes': 'yes',
}

/** Taken by the first reviewer, approved by her and, where two must, by the second. */
export async function approve({ first, second }: OrderProgram, orderNo: string): Promise<PortalPage> {
  const claimed = await first.post(`/operator/orders/${orderNo}/claim`)
  const once = await first.submit(claimed, '/approve', answers)
  const page = await second.get(`/operator/orders/${orderNo}`)
  return page.forms.some(({ action }) => action.endsWith('/second-approval'))
    ? second.submit(page, '/second-approval', answers)
    : once
}

export const checklist = answers

/** Mails of one matter go one after the other: waits until `isThere` holds of those that fit. */
export async function mailsWhen(
  person: PortalPerson,
  filter: Parameters<PortalPerson['mails']>[0],
  isThere: (mails: Awaited<ReturnType<PortalPerson['mails']>>) => boolean,
): Promise<Awaited<ReturnType<PortalPerson['mails']>>> {
  for (let tries = 0; tries < 60; tries++) {
    const mails = await person.mails(filter)
    if (isThere(mails)) return mails
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return person.mails(filter)
}

/** Addresses in the order of the alphabet. */
export const receiversOf = (mails: readonly { readonly to: string }[]): readonly string[] =>
  mails.map(({ to }) => to).sort()

/** SMS so far, without waiting for any. */
export async function smsSoFar({ program }: OrderProgram): Promise<readonly unknown[]> {
  const answer = await send(`${program.portal}/dev/outbox/messages?kind=sms`)
  return answer.json().messages as readonly unknown[]
}
