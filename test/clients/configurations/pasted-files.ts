import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { ClientSheet } from '../../../src/pages/configuration/client-sheet.ts'
import { configurationsFor } from '../../../src/pages/configuration/configurations.ts'
import { placeholders } from '../../../src/pages/configuration/placeholders.ts'
import { sharedSecret } from '../../harness/standard-seed.ts'

/** A folder with the files as a reader pastes them. */
export interface Pasted {
  readonly folder: string
  path(name: string): string
  /** A file of JavaScript as a module, with the packages of this project. */
  load<Module>(name: string): Promise<Module>
  remove(): void
}

/** What the reader puts in besides the secret. */
export interface FilledIn {
  readonly privateKeyFile?: string
  readonly publicKeyFile?: string
  readonly keyId?: string
}

const packages = fileURLToPath(new URL('../../../node_modules', import.meta.url))

/**
 * Writes the files of one configuration exactly as the portal gives them into a folder of their own; only the placeholders
 * are replaced. The folder may be read by everybody, since Apache gives its rights away.
 */
export function paste(id: string, sheet: ClientSheet, filledIn: FilledIn = {}): Pasted {
  const configuration = configurationsFor(sheet).find((each) => each.id === id)
  const refusal = configuration?.supports(sheet, 'en')
  if (configuration === undefined || refusal !== undefined) throw new Error(`no configuration ${id}: ${refusal}`)
  const folder = mkdtempSync(join(tmpdir(), `portvakt-${id}-`))
  chmodSync(folder, 0o755)
  const values: Readonly<Record<keyof typeof placeholders, string>> = {
    clientSecret: sharedSecret,
    privateKeyFile: filledIn.privateKeyFile ?? '',
    publicKeyFile: filledIn.publicKeyFile ?? '',
    keyId: filledIn.keyId ?? '',
    random: 'a passphrase of the test, long enough',
  }
  for (const file of configuration.files) {
    let content = file.content
    for (const [name, placeholder] of Object.entries(placeholders))
      content = content.replaceAll(placeholder, () => values[name as keyof typeof placeholders])
    writeFileSync(join(folder, file.name), content)
  }
  return {
    folder,
    path: (name) => join(folder, name),
    load(name) {
      symlinkSync(packages, join(folder, 'node_modules'), 'dir')
      return import(pathToFileURL(join(folder, name)).href)
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
