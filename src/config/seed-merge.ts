import { Secret } from '../protocol/secret.ts'
import type { EnvironmentSeed, Seed, SeedClient, SeedEntry } from './seed.ts'
import type { SeedGround } from './seed-ground.ts'
import type { SeedDocument } from './seed-schema.ts'
import type { ShapedDocument } from './seed-shape.ts'
import type { SeedAcceptance, SeedTermsVersion } from './seed-terms.ts'
import { readTestUserEntry } from './seed-test-user-entry.ts'

export interface PlacedDocument extends ShapedDocument {
  /** File, and the number of the document in it if there are several. */
  readonly place: string
  readonly file: string
}

type Section = 'organisations' | 'users' | 'prefixes' | 'scopes' | 'delegations' | 'clients' | 'test_users'
type Fields = Readonly<Record<string, unknown>>

/** Entries by key, with the file they come from: within one file a key stands once, a later file replaces it. */
class Entries<Entry extends SeedEntry> {
  readonly #entries = new Map<string, { file: string; entry: Entry }>()

  add(key: string, file: string, entry: Entry, fault: (message: string) => void): void {
    const former = this.#entries.get(key)
    if (former?.file === file) fault(`is stated twice in this file, first at ${former.entry.place.slice(file.length)}`)
    this.#entries.set(key, { file, entry })
  }

  list(): readonly Entry[] {
    return [...this.#entries.values()].map(({ entry }) => entry)
  }
}

class EnvironmentEntries {
  mode: 'merge' | 'replace' = 'merge'
  readonly prefixes = new Entries<SeedEntry>()
  readonly scopes = new Entries<SeedEntry>()
  readonly delegations = new Entries<SeedEntry>()
  readonly clients = new Entries<SeedClient>()
  readonly testUsers = new Entries<SeedEntry>()
}

/** Lays the documents over one another in order (section 16). Entries with a faulty shape are left out. */
export function mergeSeedDocuments(documents: readonly PlacedDocument[], ground: SeedGround, faults: string[]): Seed {
  const organisations = new Entries<SeedEntry>()
  const users = new Entries<SeedEntry>()
  const versions = new Entries<SeedTermsVersion & SeedEntry>()
  const acceptances = new Entries<SeedAcceptance & SeedEntry>()
  const byEnvironment = new Map(ground.environments.map(({ name }) => [name, new EnvironmentEntries()]))
  for (const placed of documents) {
    const { document, place, file } = placed
    const entries = entriesOf(placed, faults)
    for (const { fields, at, fault } of entries('organisations'))
      organisations.add(String(fields.orgno), file, { place: at, fields }, fault)
    for (const { fields, at, fault } of entries('users'))
      users.add(String(fields.email).toLowerCase(), file, { place: at, fields }, fault)
    fillTerms(placed, versions, acceptances, faults)
    const asked = document.environment ?? ground.environments[0]?.name ?? ''
    const names = Array.isArray(asked) ? asked : [asked]
    const known = names.filter((name) => byEnvironment.has(name))
    if (known.length === 0)
      faults.push(
        `${place}:environment: there is no environment ${names.join(' or ')}; there are ${[...byEnvironment.keys()].join(', ')}`,
      )
    for (const name of known) {
      const environment = byEnvironment.get(name)
      if (environment !== undefined) fillEnvironment(environment, placed, ground, faults)
    }
  }
  return {
    organisations: organisations.list(),
    users: users.list(),
    terms: { publish: versions.list(), accept: acceptances.list() },
    environments: [...byEnvironment].map(
      ([environment, { mode, prefixes, scopes, delegations, clients, testUsers }]): EnvironmentSeed => ({
        environment,
        mode,
        prefixes: prefixes.list(),
        scopes: scopes.list(),
        delegations: delegations.list(),
        clients: clients.list(),
        testUsers: testUsers.list(),
      }),
    ),
  }
}

function fillTerms(
  { document, place, file }: PlacedDocument,
  versions: Entries<SeedTermsVersion & SeedEntry>,
  acceptances: Entries<SeedAcceptance & SeedEntry>,
  faults: string[],
): void {
  for (const [index, fields] of (document.terms?.publish ?? []).entries()) {
    const at = `${place}:terms.publish[${index}]`
    const { version, effective_from: effectiveFrom, summary, parts } = fields
    const entry = {
      place: at,
      fields,
      version,
      ...(effectiveFrom == null ? {} : { effectiveFrom }),
      summary: present(summary ?? {}),
      parts: Object.fromEntries(Object.entries(parts).map(([chapter, part]) => [chapter, present(part)])),
    }
    versions.add(version, file, entry, (message) => void faults.push(`${at}: ${message}`))
  }
  for (const [index, fields] of (document.terms?.accept ?? []).entries()) {
    const at = `${place}:terms.accept[${index}]`
    const { orgno, version, chapters } = fields
    acceptances.add(
      orgno,
      file,
      { place: at, fields, orgno, version, chapters },
      (message) => void faults.push(`${at}: ${message}`),
    )
  }
}

const present = (part: Readonly<Record<string, string | null | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(part).flatMap(([language, text]) => (text == null ? [] : [[language, text]])))

function fillEnvironment(
  environment: EnvironmentEntries,
  placed: PlacedDocument,
  ground: SeedGround,
  faults: string[],
): void {
  const { document, file } = placed
  const entries = entriesOf(placed, faults)
  if (document.mode === 'replace') environment.mode = 'replace'
  for (const { fields, at, fault } of entries('prefixes'))
    environment.prefixes.add(String(fields.prefix), file, { place: at, fields }, fault)
  for (const { fields, at, fault } of entries('scopes'))
    environment.scopes.add(String(fields.name), file, { place: at, fields }, fault)
  for (const { fields, at, fault } of entries('delegations')) {
    const { scope, consumer, supplier } = fields
    environment.delegations.add(`${scope} ${consumer} ${supplier}`, file, { place: at, fields }, fault)
  }
  for (const { fields, at, fault } of entries('clients'))
    environment.clients.add(String(fields.client_id), file, placeClient(fields, at), fault)
  for (const { fields, at, fault } of entries('test_users')) {
    const read = readTestUserEntry(fields as NonNullable<SeedDocument['test_users']>[number], ground.nowSeconds)
    for (const { field, message } of read.faults) faults.push(`${at}${field === '' ? '' : `.${field}`}: ${message}`)
    for (const user of read.users) environment.testUsers.add(String(user.pid), file, { place: at, fields: user }, fault)
  }
}

/** The entries of a section whose shape is right, each with its place and a way to tell its faults. */
const entriesOf =
  ({ document, place, faultyEntries }: PlacedDocument, faults: string[]) =>
  (section: Section): { fields: Fields; at: string; fault: (message: string) => void }[] =>
    (document[section] ?? []).flatMap((entry: Fields, index) => {
      if (faultyEntries.has(`${section}[${index}]`)) return []
      const at = `${place}:${section}[${index}]`
      return { fields: withoutText(entry), at, fault: (message: string) => void faults.push(`${at}: ${message}`) }
    })

const numberFields = /^(.+_lifetime|at_max_age|authorization_max_age|authorization_max_lifetime)$/
const flagFields =
  /^(active|accessible_for_all|sso_disabled|frontchannel_logout_session_required|require_pushed_authorization_requests|require_signed_request_object|require_nonce|lean_id_token|dpop_bound_access_tokens|backchannel_logout_session_required|requires_.+)$/

/** Numbers and flags that a variable gave as text, as what they are (REG-163). */
function withoutText(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => {
      if (typeof value === 'string' && numberFields.test(key)) return [key, Number(value)]
      if (typeof value === 'string' && flagFields.test(key)) return [key, value === 'true']
      return [key, value]
    }),
  )
}

function placeClient(fields: Fields, place: string): SeedClient {
  const { client_secret: secret, certificate, ...others } = fields
  return {
    place,
    fields: others,
    clientId: String(fields.client_id),
    clientOrgno: String(fields.client_orgno),
    secret: typeof secret === 'string' ? new Secret(secret) : undefined,
    certificate: certificateOf(certificate),
  }
}

function certificateOf(value: unknown): SeedClient['certificate'] {
  if (typeof value !== 'object' || value === null) return undefined
  const { write_to: writeTo, password } = value as Fields
  return { writeTo: String(writeTo), password: new Secret(typeof password === 'string' ? password : 'dev') }
}
