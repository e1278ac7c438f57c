import type { z } from 'zod'
import { didYouMean } from './nearest-name.ts'
import { type SeedDocument, seedDocumentSchema, seedKeys, unsupportedSeedKeys } from './seed-schema.ts'

/** A fault and where it stands in the document, such as `clients[0].scopes`. */
export interface ShapeFault {
  readonly path: string
  readonly message: string
}

/** A document with the entries whose shape is right, and the faults of the others. */
export interface ShapedDocument {
  readonly document: SeedDocument
  readonly faults: readonly ShapeFault[]
  /** `clients[0]` and the like: entries that the rules need not look at. */
  readonly faultyEntries: ReadonlySet<string>
}

/** Judges the shape of a document: known keys, kinds of values (REG-167). Values themselves are judged by the registry. */
export function shapeSeedDocument(value: unknown): ShapedDocument {
  const parsed = seedDocumentSchema.safeParse(value)
  if (parsed.success) return { document: parsed.data, faults: [], faultyEntries: new Set() }
  const faults = parsed.error.issues.flatMap(faultsOfIssue)
  const faultyEntries = new Set(faults.map(({ path }) => entryOf(path)))
  return { document: lenient(value), faults, faultyEntries }
}

/** The entry that a path leads into, such as `clients[0]`; empty outside of all. */
export const entryOf = (path: string): string => /^[a-z_]+\[\d+\]/.exec(path)?.[0] ?? ''

/** What can be looked at all the same, so that one fault does not hide the next. */
function lenient(value: unknown): SeedDocument {
  const record = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  const lists = Object.entries(record).filter(([key, list]) => Object.hasOwn(seedKeys, key) && Array.isArray(list))
  const words = ['environment', 'mode'].flatMap((key) => (isWord(record[key]) ? [[key, record[key]]] : []))
  return { version: 1, ...Object.fromEntries([...words, ...lists]) } as SeedDocument
}

const isWord = (value: unknown): boolean =>
  typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'))

function faultsOfIssue(issue: z.core.$ZodIssue): ShapeFault[] {
  const path = writePath(issue.path)
  if (issue.code === 'unrecognized_keys') {
    const section = issue.path.length <= 2 ? String(issue.path[0] ?? '') : undefined
    return issue.keys.map((key) => ({
      path: path === '' ? key : `${path}.${key}`,
      message: unknownKey(key, section),
    }))
  }
  return [{ path, message: issue.message }]
}

function unknownKey(key: string, section: string | undefined): string {
  // `description#en` is the English of `description`, which is still to come.
  const isTranslation = /^(long_)?description#(nb|nn|en|se)$/.test(key)
  if (section !== undefined && (isTranslation || (unsupportedSeedKeys[section] ?? []).includes(key)))
    return 'is not supported yet; remove it'
  return `is not a known key (REG-167).${section === undefined ? '' : didYouMean(key, seedKeys[section] ?? [])}`
}

/** `clients[0].redirect_uris[1]`. */
const writePath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (written, step) =>
      typeof step === 'number' ? `${written}[${step}]` : written === '' ? String(step) : `${written}.${String(step)}`,
    '',
  )
