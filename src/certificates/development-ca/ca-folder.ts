import { createPrivateKey, createPublicKey, type KeyObject, randomBytes } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { KeyPair } from './make-certificate.ts'

/** The names of the files in the folder. */
const files = {
  rootKey: 'root.key.pem',
  rootCertificate: 'root.der',
  intermediateKey: 'intermediate.key.pem',
  intermediateCertificate: 'intermediate.der',
} as const

/** Keys and certificates of the CA. */
export interface CaMaterial {
  readonly root: Buffer
  readonly intermediate: Buffer
  readonly rootKeys: KeyPair
  readonly intermediateKeys: KeyPair
}

/** Whether there is a CA. Cheap: asked again and again, since another process may make it. */
export const hasCa = (folder: string): boolean => existsSync(join(folder, files.rootCertificate))

export function readCa(folder: string): CaMaterial {
  const keys = (name: string): KeyPair => {
    const privateKey = createPrivateKey(readFileSync(join(folder, name), 'utf8'))
    return { privateKey, publicKey: createPublicKey(privateKey) }
  }
  return {
    root: readFileSync(join(folder, files.rootCertificate)),
    intermediate: readFileSync(join(folder, files.intermediateCertificate)),
    rootKeys: keys(files.rootKey),
    intermediateKeys: keys(files.intermediateKey),
  }
}

/** Keeps a new CA, readable by its owner only. Whole or not at all: if another process was first, its CA stays. */
export function keepCa(folder: string, material: CaMaterial): void {
  const draft = `${folder}.${process.pid}.${randomBytes(6).toString('hex')}`
  mkdirSync(dirname(folder), { recursive: true })
  mkdirSync(draft, { mode: 0o700 })
  const write = (name: string, content: string | Buffer) => writeFileSync(join(draft, name), content, { mode: 0o600 })
  write(files.rootKey, pemOf(material.rootKeys.privateKey))
  write(files.rootCertificate, material.root)
  write(files.intermediateKey, pemOf(material.intermediateKeys.privateKey))
  write(files.intermediateCertificate, material.intermediate)
  try {
    renameSync(draft, folder)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!hasCa(folder)) throw error
  }
}

const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' })

/** Adds a line to a list in the folder; small appends of several processes do not mix. */
export const appendLine = (folder: string, name: string, line: unknown): void =>
  appendFileSync(join(folder, name), `${JSON.stringify(line)}\n`, { mode: 0o600 })

/** The lines of such a list, read anew only when the file has changed. */
export function openLines<Line>(folder: string, name: string): () => readonly Line[] {
  let known: { readonly mark: string; readonly lines: readonly Line[] } = { mark: '', lines: [] }
  return () => {
    const stat = statSync(join(folder, name), { throwIfNoEntry: false })
    const mark = stat === undefined ? '' : `${stat.mtimeMs} ${stat.size}`
    if (mark === known.mark) return known.lines
    const text = stat === undefined ? '' : readFileSync(join(folder, name), 'utf8')
    const lines = text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line]))
    known = { mark, lines }
    return lines
  }
}
