import { type ChildProcess, spawn } from 'node:child_process'
import { parseEnv } from 'node:util'
import type { Page } from 'playwright-core'
import { chooseTestId, submitTestIdPage } from '../harness/browser-login.ts'

// What people of the journey do in their browsers, everything by the words and names they see in bokmål.

/** An organisation that nobody knows yet, and the person who comes from it. */
export const orgno = '310000035'
export const newcomer = { pid: '15867520160', name: 'Ola Testesen', email: 'ola@nyetaten.no' }
export const staff = {
  first: { email: 'rita@drift.no', name: 'Rita Prøve', pid: '18876026682', operator_roles: ['op_reviewer'] },
  second: { email: 'aksel@drift.no', name: 'Aksel Prøve', pid: '21857746195', operator_roles: ['op_reviewer'] },
  administrator: { email: 'dina@drift.no', name: 'Dina Prøve', pid: '22867737530', operator_roles: ['op_admin'] },
}

export async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name="${name}"]`).fill(value)
}

export const choose = (page: Page, name: string, value: string): Promise<void> =>
  page.locator(`[name="${name}"][value="${value}"]`).check()

export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('main').getByRole('button', { name, exact: true }).click()

export const words = (page: Page): Promise<string> => page.locator('main').innerText()

/** Logs in to the portal at a high level, freshly, and stands at the overview. */
export async function logInToPortal(page: Page, portal: string, pid: string): Promise<void> {
  await page.goto(`${portal}/login?fresh=1&return=/my`)
  await chooseTestId(page)
  await submitTestIdPage(page, { pid, level: 'Høyt' })
  await page.waitForURL(`${portal}/my`)
}

export interface SeenMail {
  readonly text: string
  readonly subject?: string
  readonly attachments?: readonly { readonly name: string; readonly url: string }[]
}

/** The newest message of the mailbox that fits, waited for at most 20 seconds. */
export async function mailbox(portal: string, query: string): Promise<SeenMail> {
  const answer = await fetch(`${portal}/dev/outbox/messages/latest?${query}&wait=20`)
  if (!answer.ok) throw new Error(`no message for ${query}`)
  return (await answer.json()) as SeenMail
}

/** Registers the organisation, proves the e-mail address and stands on the organisation's page. */
export async function join(page: Page, portal: string): Promise<void> {
  await page.goto(portal)
  await page.getByRole('link', { name: 'Logg inn i portalen' }).click()
  await chooseTestId(page)
  await submitTestIdPage(page, { pid: newcomer.pid, level: 'Høyt' })
  await page.waitForURL(`${portal}/my`)
  await page.getByRole('link', { name: 'Bli med i en organisasjon' }).click()
  await fill(page, { orgno, name: 'Nyetaten', personName: newcomer.name, email: newcomer.email })
  await press(page, 'Fortsett')
  const { text } = await mailbox(portal, `code=M-02&to=${encodeURIComponent(newcomer.email)}`)
  await page.goto(/https?:\S+\/links\/\S+/.exec(text)?.[0] ?? '')
  await press(page, 'Bekreft adressen')
  await page.waitForURL(`${portal}/o/${orgno}`)
}

export interface TestClient {
  /** Address of the integration's page. */
  readonly integration: string
  /** What was seen once; empty for a client without a secret. */
  readonly secret: string
  /** Lines of the ready configuration, as they stand on the page. */
  readonly configuration: string
}

/** Makes a test client for the service at `baseUrl`, keeps its secret and takes its configuration. */
export async function makeTestClient(
  page: Page,
  portal: string,
  client: { readonly name: string; readonly baseUrl: string; readonly method: string },
): Promise<TestClient> {
  await page.goto(`${portal}/o/${orgno}/integrations`)
  await page.getByRole('main').getByRole('link', { name: 'Opprett testklient' }).click()
  await fill(page, {
    client_name: client.name,
    redirect_uris: `${client.baseUrl}/callback`,
    post_logout_redirect_uris: `${client.baseUrl}/`,
    frontchannel_logout_uri: `${client.baseUrl}/frontchannel-logout`,
  })
  await choose(page, 'frontchannel_logout_session_required', 'yes')
  await choose(page, 'token_endpoint_auth_method', client.method)
  await press(page, 'Opprett testklient')
  await page.getByRole('heading', { name: 'Testklienten er klar' }).waitFor()
  const secret = /cs_t_[\w-]{43}/.exec(await words(page))?.[0] ?? ''
  await page
    .getByRole('main')
    .getByRole('link', { name: /Jeg har lagret den|Gå videre|ferdig oppsett/ })
    .or(page.getByRole('main').getByRole('button', { name: 'Jeg har lagret den' }))
    .first()
    .click()
  await page.waitForURL('**/configuration')
  const blocks = await page.locator('pre').allTextContents()
  return {
    integration: page.url().replace('/configuration', ''),
    secret,
    configuration: blocks.find((text) => text.includes('OIDC_CLIENT_ID')) ?? '',
  }
}

/** Starts the example service with pasted lines, listening on `port`. */
export async function startService(
  configuration: string,
  own: { readonly baseUrl: string; readonly port: number; readonly secret?: string; readonly certificate?: string },
): Promise<ChildProcess> {
  const given = parseEnv(configuration)
  const env = {
    ...process.env,
    ISSUER: given.OIDC_ISSUER,
    CLIENT_ID: given.OIDC_CLIENT_ID,
    CLIENT_SECRET: own.secret,
    CERTIFICATE: own.certificate,
    BASE_URL: own.baseUrl,
    PORT: String(own.port),
  }
  const child = spawn(process.execPath, ['examples/relying-party.ts'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  for (let tries = 0; tries < 150 && child.exitCode === null; tries += 1) {
    const answers = await fetch(`http://localhost:${own.port}/`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (answers) return child
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  child.kill()
  throw new Error(`the service at ${own.baseUrl} did not start`)
}

/** Logs in at the example service, as whom the browser is or with TestID, and sees the claims. */
export async function logInAtService(page: Page, baseUrl: string, pid?: string): Promise<void> {
  await page.goto(baseUrl)
  await page.getByRole('link', { name: 'Log in' }).click()
  if (pid !== undefined) {
    await chooseTestId(page)
    await submitTestIdPage(page, { pid, level: 'Høyt' })
  }
  await page.getByText('"acr"').waitFor()
}

/** Opens a verification, confirms every test that is owed, and seals the report. */
export async function verify(page: Page, integration: string): Promise<void> {
  await page.goto(`${integration}/verification`)
  await choose(page, 'levels', 'substantial')
  await press(page, 'Åpne verifikasjonen')
  for (const name of ['T1', 'T3', 'T6', 'T7', 'T8']) {
    await choose(page, `result-${name}`, 'passed')
    await fill(page, { [`note-${name}`]: 'Prøvd mot demotjenesten, alt gikk som det skulle.' })
    await press(page, `Lagre svaret på ${name}`)
  }
  await press(page, 'Forsegle rapporten')
  await page.getByText('VERIFISERT').waitFor()
}

/** Publishes the first terms. */
export async function publishTerms(page: Page, portal: string): Promise<void> {
  await logInToPortal(page, portal, staff.administrator.pid)
  await page.goto(`${portal}/operator/terms/new`)
  const effective = new Date().toISOString().slice(0, 10)
  await fill(page, { version: '1.0', effective_from: effective, 'summary.nb': 'Første utgave.' })
  await fill(page, { 'general.nb': 'Du følger reglene.', 'login.nb': 'Du passer på innloggingene.' })
  await page.getByRole('main').getByRole('button').last().click()
  await press(page, 'Publiser versjon 1.0')
}

/** Takes the role of signatory for trying, accepts the terms, becomes administrator and says where notices go. */
export async function settle(page: Page, portal: string): Promise<void> {
  await logInToPortal(page, portal, newcomer.pid)
  await page.goto(`${portal}/o/${orgno}/terms`)
  await press(page, 'Jeg er signaturberettiget (test)')
  await choose(page, 'chapters', 'login')
  await press(page, 'Vis teksten')
  await choose(page, 'has_read', 'yes')
  await press(page, 'Godta versjon 1.0')
  await page.goto(`${portal}/o/${orgno}/users`)
  await press(page, `Utnevn ${newcomer.name}`)
  await page.goto(`${portal}/o/${orgno}/settings`)
  for (const [purpose, name] of Object.entries({ technical: 'Drift', security: 'Sikkerhet' })) {
    await page.locator('select[name=purpose]').selectOption(purpose)
    await fill(page, { pointName: name, pointEmail: `${purpose}@nyetaten.no` })
    await press(page, 'Legg til varslingspunkt')
  }
}

/** Places the order for production; with a mobile number its code is fetched from the SMS. Resolves with its number. */
export async function placeOrder(
  page: Page,
  portal: string,
  order: {
    readonly integration: string
    readonly baseUrl: string
    readonly mobile?: string
    readonly certificate?: string
  },
): Promise<string> {
  await page.goto(`${order.integration}/order`)
  await fill(page, {
    service_description: 'Innbyggere søker om støtte og ser svarene sine etterpå.',
    planned_launch: '2099-01-01',
    redirect_uris: `${order.baseUrl}/callback`,
    post_logout_redirect_uris: `${order.baseUrl}/`,
    frontchannel_logout_uri: `${order.baseUrl}/frontchannel-logout`,
    risk_assessment_done: '2026-01-15',
    expected_logins_per_year: '12000',
    expected_peak_per_hour: '300',
    'billing.invoice_address': orgno,
    'billing.reference': 'REF-1',
    'credential_receiver.name': 'Mona Mottaker',
    'credential_receiver.email': 'mona@nyetaten.no',
  })
  await choose(page, 'security_level', 'substantial')
  await choose(page, 'logo_use_confirmed', 'yes')
  if (order.mobile !== undefined) await fill(page, { 'credential_receiver.mobile': order.mobile })
  if (order.certificate !== undefined) await fill(page, { certificate: order.certificate })
  await press(page, 'Lagre utkast')
  const orderNo = /ORD-\w{6}/.exec(await words(page))?.[0] ?? ''
  if (order.mobile !== undefined) {
    await page.locator(`form[action$="/${orderNo}/mobile"] button`).click()
    const { text } = await mailbox(portal, 'code=S-01')
    await fill(page, { mobile_code: /\b\d{6}\b/.exec(text)?.[0] ?? '' })
    await page.locator('form[action$="/mobile/code"] button').click()
  }
  await press(page, 'Send bestillingen')
  await page.waitForURL(`**/orders/${orderNo}`)
  return orderNo
}

const humanChecks = ['redirect_uris', 'security_level', 'logo', 'scopes']

/** Answers what the program cannot know by itself, and sends the form of this address. */
export async function answerChecklist(page: Page, action: string): Promise<void> {
  for (const check of humanChecks)
    await page.locator(`form[action$="${action}"] [name="check.${check}"][value=yes]`).check()
  await page.locator(`form[action$="${action}"] button[type=submit]`).first().click()
}
