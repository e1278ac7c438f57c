import { DatabaseSync } from 'node:sqlite'
import type { ConsentEvidence } from '../../../src/storage/records.ts'
import type { RunningGateway } from '../../harness/gateway.ts'
import { type Parameters, type RelyingParty, submitTestId, unescapeHtml } from '../../harness/relying-party.ts'
import { standardSeed } from '../../harness/standard-seed.ts'
import type { Answer, UserAgent } from '../../harness/user-agent.ts'

export const read = 'eks:sykmelding.read'
export const write = 'eks:sykmelding.write'
/** Needs consent, and lets neither the national id nor much time into what is issued. */
export const secret = 'eks:helse.read'
/** Needs no consent. */
export const plain = 'eks:value.read'

/** The long text of `read` in bokmål, with everything that may be in one. */
export const longText = `Tjenesten får lese **alle sykmeldingene** dine, *også gamle*.

Les mer [hos Eksempeletaten](https://www.etat.example/hjelp?a=1&b=2).`

/** The standard seed, with two scopes that need consent and a client that may ask for them. */
export function consentSeed(changes: { readonly read?: Record<string, unknown> } = {}): Record<string, unknown> {
  const seed = standardSeed([
    {
      client_id: 'lege',
      client_name: 'Legeappen & Co',
      client_orgno: '310000019',
      client_secret: 'harness-secret-of-all-clients',
      integration_type: 'api_klient',
      client_uri: 'https://lege.example.no/',
      redirect_uris: ['https://lege.example.no/callback'],
      frontchannel_logout_uri: 'https://lege.example.no/fc',
      frontchannel_logout_session_required: true,
      scopes: ['openid', 'profile', plain, read, write, secret],
      onbehalfof: [
        { onbehalfof: 'fjord', orgno: '310000019', name: 'Fjord kommune', uri: 'https://fjord.example.no/' },
      ],
    },
  ])
  return {
    ...seed,
    scopes: [
      ...(seed.scopes as object[]),
      {
        name: read,
        description: 'Lese sykmeldingene dine',
        'description#en': 'Read your sick notes',
        long_description: longText,
        'long_description#nn': 'Tenesta får lese sjukmeldingane dine.',
        requires_user_consent: true,
        authorization_max_lifetime: 5400,
        ...changes.read,
      },
      { name: write, description: 'Skrive sykmeldinger', requires_user_consent: true },
      {
        name: secret,
        description: 'Lese helsen din',
        requires_user_consent: true,
        requires_pseudonymous_tokens: true,
        token_type: 'OPAQUE',
        at_max_age: 30,
        authorization_max_lifetime: 300,
      },
    ],
  }
}

/** A consent dialogue that a browser was led to. */
export interface Dialogue {
  readonly url: URL
  readonly page: Answer
  /** Presses a button of the page that was read, or sends something else. */
  press(decision: string, changes?: Parameters): Promise<Answer>
}

export async function readDialogue(browser: UserAgent, url: URL): Promise<Dialogue> {
  const page = await browser.send(url.href)
  const hidden = (name: string) => unescapeHtml(new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1] ?? '')
  return {
    url,
    page,
    press: (decision, changes = {}) =>
      browser.send(url.href, { form: { seal: hidden('seal'), shown: hidden('shown'), decision, ...changes } }),
  }
}

/** Logs in with TestID and comes to the dialogue; throws if it is not shown. */
export async function openDialogue(
  party: RelyingParty,
  browser: UserAgent,
  changes: Parameters = {},
  person: Parameters = {},
): Promise<Dialogue> {
  const next = (await party.authorize(browser, changes)).location()
  const reached =
    next.pathname === '/authorize/selector' ? (await submitTestId(browser, next, person)).location() : next
  if (reached.pathname !== '/authorize/consent') throw new Error(`no dialogue: ${reached.href}`)
  return readDialogue(browser, reached)
}

/** The tokens of the code that a browser is sent back with. */
export async function redeemed(party: RelyingParty, answer: Answer): Promise<Record<string, string>> {
  const tokens = await party.redeem(answer.location())
  if (tokens.status !== 200) throw new Error(`no tokens: ${tokens.status} ${tokens.text}`)
  return tokens.json() as Record<string, string>
}

/** What stands in the store of the authorization that was given last. */
export function lastAuthorization(
  gateway: RunningGateway,
): { readonly scopes: readonly string[]; readonly consent?: ConsentEvidence } & Readonly<Record<string, unknown>> {
  const database = new DatabaseSync(`${gateway.folder}/portvakt.sqlite`, { readOnly: true })
  try {
    const row = database.prepare('select document from given_authorization order by rowid desc limit 1').get()
    return JSON.parse(String(row?.document))
  } finally {
    database.close()
  }
}
