import { hkdfSync, randomBytes } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Secret } from '../protocol/secret.ts'
import type { Environment } from './environments.ts'

/** What an environment keeps outside the database (REG-71, SUB-4). */
export interface EnvironmentSecrets {
  /** Keys of client secret hashes; the first makes new ones. At least one. */
  readonly peppers: readonly { readonly id: string; readonly value: Secret }[]
  /** Key of the subject identifiers: losing it changes every user of every service (SUB-4). */
  readonly subjectSecret: Secret
  /** What private signing keys are encrypted under; the first encrypts, the others open what they once encrypted. */
  readonly keyEncryption: readonly { readonly id: string; readonly value: Secret }[]
}

export type SecretsReading =
  | {
      readonly ok: true
      readonly secrets: ReadonlyMap<string, EnvironmentSecrets>
      readonly warnings: readonly string[]
    }
  | { readonly ok: false; readonly problems: readonly string[] }

interface StoredSecrets {
  readonly peppers: readonly { readonly id: string; readonly value: string }[]
  readonly subject_secret: string
  /** Absent in files from before signing keys were encrypted. */
  readonly key_encryption?: readonly { readonly id: string; readonly value: string }[]
}
type Content = Record<string, StoredSecrets>

const fewestCharacters = 32

/**
 * Reads the secrets of the environments. What is missing is made, 256 random bits each, and written with mode 0600;
 * but never for an environment of kind `prod`, whose secrets must be given, since a lost file must not go unseen.
 * Equal secrets of two environments are refused (ONB-5).
 */
export function readSecretsFile(
  path: string,
  environments: readonly Pick<Environment, 'name' | 'kind'>[],
): SecretsReading {
  const text = readText(path)
  const content = parseContent(text ?? '{}')
  if (content === undefined)
    return { ok: false, problems: [`${path} is not a secrets file; see docs/operate/settings.md.`] }
  const problems = environments.flatMap(({ name, kind }) => problemsOf(path, name, kind, content[name]))
  if (problems.length > 0) return { ok: false, problems }
  const missing = environments.filter(({ name }) => content[name]?.key_encryption === undefined)
  if (missing.length > 0) {
    for (const { name } of missing) content[name] = withKeyEncryption(name, content[name])
    // Another process may have made the file at the same moment; then its secrets are the ones that count.
    if (!write(path, content, text === undefined)) return readSecretsFile(path, environments)
  }
  const equal = equalSecrets(
    path,
    environments.map(({ name }) => name),
    content,
  )
  if (equal.length > 0) return { ok: false, problems: equal }
  const secrets = new Map(
    environments.map(({ name }) => {
      const { peppers, subject_secret, key_encryption } = { ...makeSecrets(), ...content[name] }
      const secretsOf = (list: StoredSecrets['peppers']) =>
        list.map(({ id, value }) => ({ id, value: new Secret(value) }))
      const subjectSecret = new Secret(subject_secret)
      return [name, { peppers: secretsOf(peppers), subjectSecret, keyEncryption: secretsOf(key_encryption) }]
    }),
  )
  const isOpen = (statSync(path).mode & 0o077) !== 0 && process.platform !== 'win32'
  return { ok: true, secrets, warnings: isOpen ? [`${path} can be read by others; set its mode to 0600.`] : [] }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function parseContent(text: string): Content | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.assign(Object.create(null), value)
      : undefined
  } catch {
    return undefined
  }
}

function problemsOf(
  path: string,
  name: string,
  kind: Environment['kind'],
  stored: StoredSecrets | undefined,
): string[] {
  if (stored === undefined)
    return kind === 'prod'
      ? [
          `${path} has no secrets for ${name}; secrets of kind prod are never invented. Restore the file, or for a new installation add "${name}": {"peppers": [{"id": "1", "value": "…"}], "subject_secret": "…", "key_encryption": [{"id": "1", "value": "…"}]} with 32 random bytes each.`,
        ]
      : []
  const problems: string[] = []
  const isSecret = (value: unknown): boolean => typeof value === 'string' && value.length >= fewestCharacters
  const isList = (list: unknown, isId: (id: string) => boolean): boolean =>
    Array.isArray(list) &&
    list.length > 0 &&
    new Set(list.map((entry) => entry?.id)).size === list.length &&
    list.every((entry) => typeof entry?.id === 'string' && isId(entry.id) && isSecret(entry.value))
  if (!isList(stored.peppers, (id) => id !== ''))
    problems.push(
      `${path}: ${name}.peppers must be a list of {"id", "value"}, ids different, values of at least ${fewestCharacters} characters.`,
    )
  if (stored.key_encryption === undefined && kind === 'prod')
    problems.push(
      `${path}: ${name}.key_encryption is missing, which signing keys are encrypted under; secrets of kind prod are never invented. Restore the file, or for the first start with encryption add "key_encryption": [{"id": "1", "value": "…"}] with 32 random bytes (docs/operate/keys.md).`,
    )
  // The id stands before a colon, beside what it encrypted.
  if (stored.key_encryption !== undefined && !isList(stored.key_encryption, (id) => /^[\w.-]{1,40}$/.test(id)))
    problems.push(
      `${path}: ${name}.key_encryption must be a list of {"id", "value"}, ids different and of letters, digits and ._- only, values of at least ${fewestCharacters} characters.`,
    )
  if (!isSecret(stored.subject_secret))
    problems.push(`${path}: ${name}.subject_secret must be text of at least ${fewestCharacters} characters.`)
  return problems
}

function equalSecrets(path: string, names: readonly string[], content: Content): string[] {
  const owners = new Map<string, string>()
  const problems: string[] = []
  for (const name of names) {
    const { peppers = [], subject_secret = '', key_encryption = [] } = content[name] ?? {}
    for (const value of [...[...peppers, ...key_encryption].map((entry) => entry.value), subject_secret]) {
      const other = owners.get(value)
      if (other !== undefined)
        problems.push(`${path}: a secret of ${name} equals one of ${other}; every secret must be its own (ONB-5).`)
      owners.set(value, name)
    }
  }
  return problems
}

const makeSecrets = () => ({
  peppers: [{ id: '1', value: randomBytes(32).toString('base64url') }],
  subject_secret: randomBytes(32).toString('base64url'),
  key_encryption: [{ id: '1', value: randomBytes(32).toString('base64url') }],
})

/**
 * To a file from before, a key is added that comes from what the file has: two processes that start at once come to the
 * same one, and neither encrypts under a key that the other overwrites.
 */
function withKeyEncryption(name: string, stored: StoredSecrets | undefined): StoredSecrets {
  if (stored === undefined) return makeSecrets()
  const value = Buffer.from(hkdfSync('sha256', stored.subject_secret, name, 'key encryption', 32)).toString('base64url')
  return { ...stored, key_encryption: [{ id: '1', value }] }
}

/** Writes whole or not at all; answers false if the file was to be new and another process made it first. */
function write(path: string, content: Content, isNew: boolean): boolean {
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flush: true, flag: 'wx' })
  chmodSync(draft, 0o600)
  if (!isNew) {
    renameSync(draft, path)
    return true
  }
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}
