import { dirname, resolve } from 'node:path'
import { parseAllDocuments } from 'yaml'
import type { Seed, SeedReading } from './seed.ts'
import type { SeedFiles } from './seed-files.ts'
import type { SeedGround } from './seed-ground.ts'
import { mergeSeedDocuments, type PlacedDocument } from './seed-merge.ts'
import { faultsOfSeedRules } from './seed-rules.ts'
import { entryOf, shapeSeedDocument } from './seed-shape.ts'
import { fillInSeedValues, type SeedValueSources } from './seed-values.ts'

/**
 * Reads seed files and directories in order and judges them as a whole (REG-160, REG-163…167). Every fault that can be
 * seen without the database is told, as `file:path: message`; the registry's own faults follow in `applySeed`.
 */
export function loadSeed(
  paths: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
  files: SeedFiles,
  ground: SeedGround,
): SeedReading {
  const faults: string[] = []
  const texts: { name: string; text: string; sources: SeedValueSources }[] = []
  for (const path of paths) {
    for (const name of files.list(path) ?? [path]) {
      try {
        const readBeside = (beside: string): string => files.read(resolve(dirname(name), beside))
        texts.push({ name, text: files.read(name), sources: { variables, readBeside } })
      } catch (error) {
        faults.push(`${name}:: cannot be read: ${messageOf(error)}`)
      }
    }
  }
  return judge(texts, faults, ground, true)
}

/** A seed that came over the network: variables and files of this machine are out of its reach, to read and to write (REG-168). */
export const loadSeedText = (name: string, text: string, ground: SeedGround): SeedReading =>
  judge([{ name, text, sources: { variables: undefined, readBeside: undefined } }], [], ground, false)

function judge(
  texts: readonly { name: string; text: string; sources: SeedValueSources }[],
  faults: string[],
  ground: SeedGround,
  mayWriteFiles: boolean,
): SeedReading {
  const documents = texts.flatMap(({ name, text, sources }) => readDocuments(name, text, sources, faults))
  const seed = mergeSeedDocuments(documents, ground, faults)
  if (!mayWriteFiles) faults.push(...faultsOfWriting(seed))
  faults.push(...faultsOfSeedRules(seed, ground))
  return faults.length > 0 ? { ok: false, faults: [...new Set(faults)] } : { ok: true, seed }
}

const faultsOfWriting = (seed: Seed): string[] =>
  seed.environments.flatMap(({ clients }) =>
    clients.flatMap(({ certificate, place }) =>
      certificate === undefined ? [] : [`${place}.certificate: files cannot be written from here (REG-163)`],
    ),
  )

function readDocuments(name: string, text: string, sources: SeedValueSources, faults: string[]): PlacedDocument[] {
  const parsed = parseAllDocuments(text, { version: '1.2', schema: 'core' })
  // A file without any content says nothing, and that is permitted.
  if (!Array.isArray(parsed)) return []
  const values = parsed.flatMap((document, index): { place: string; value: unknown }[] => {
    const place = parsed.length > 1 ? `${name}#${index + 1}` : name
    for (const { message } of document.errors)
      faults.push(`${place}:: ${message.split('\n', 1)[0]?.replace(/:$/, '') ?? message}`)
    if (document.errors.length > 0) return []
    try {
      const value: unknown = document.toJS({ maxAliasCount: 100 })
      // JSON has no `---`; there a list stands for several documents.
      if (Array.isArray(value)) return value.map((one, position) => ({ place: `${place}#${position + 1}`, value: one }))
      return [{ place, value }]
    } catch (error) {
      faults.push(`${place}:: ${messageOf(error)}`)
      return []
    }
  })
  return values.flatMap(({ place, value }) =>
    value === null ? [] : placeDocument(name, place, value, sources, (fault) => void faults.push(fault)),
  )
}

function placeDocument(
  file: string,
  place: string,
  value: unknown,
  sources: SeedValueSources,
  fault: (text: string) => void,
): PlacedDocument {
  const unfilled = new Set<string>()
  const filled = fillInSeedValues(value, sources, (path, message) => {
    unfilled.add(path)
    fault(`${place}:${path}: ${message}`)
  })
  const shaped = shapeSeedDocument(filled)
  for (const { path, message } of shaped.faults) if (!unfilled.has(path)) fault(`${place}:${path}: ${message}`)
  // What could not be filled in would only be blamed a second time for what stands in its place.
  const faultyEntries = new Set([...shaped.faultyEntries, ...[...unfilled].map(entryOf)])
  return { place, file, ...shaped, faultyEntries }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error)
