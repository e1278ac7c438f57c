import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Environment } from '../config/environments.ts'
import { readSettings } from '../config/read-settings.ts'
import type { Settings } from '../config/settings.ts'
import { replaceCompromisedKeys } from '../usecases/operations/replace-compromised-keys.ts'
import { retireKey } from '../usecases/operations/retire-key.ts'
import { rewrapKeys } from '../usecases/operations/rewrap-keys.ts'
import { rotateKeys } from '../usecases/operations/rotate-keys.ts'
import { isPublished, keyState, type SigningRing, shelfOf } from '../usecases/operations/signing-ring.ts'
import { emergencyLines, keyLines, listLines, retirementLines, rotationLines, wouldRemoveLines } from './keys-words.ts'

const usage = `keys list                       every signing key, and how it stands
keys rotate [--alg RS256]       make the next keys now: published at once, signing in 24 hours
keys retire <kid>               take a key out of the JWKS that signs no more
keys emergency [<kid>] --yes    remove keys that somebody else may have, and use new ones at once;
                                without a kid all of an environment
keys rewrap                     encrypt all private keys under the first key_encryption of the secrets file

--environment NAME and --issuer login|machine|reports narrow each of them down.`

interface NamedRing {
  readonly environment: Pick<Environment, 'name' | 'keyRotationDays'>
  readonly issuer: string
  readonly ring: SigningRing
}

export interface OpenedRings {
  readonly rings: readonly NamedRing[]
  close(): void
}

type Say = Pick<Console, 'log' | 'error'>

interface Call {
  readonly rings: readonly NamedRing[]
  readonly kid: string | undefined
  readonly alg: string | undefined
  readonly environment: string | undefined
  readonly yes: boolean
  readonly say: Say
}

/**
 * The signing keys by hand (KEY-8, KEY-9). Running gateways take what it did within seconds. Resolves with the exit code: 0,
 * 1 (refused, or nothing to do it on), 64 (wrong words) or 78 (settings).
 */
export async function runKeysCommand(
  words: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
  open: (settings: Settings) => Promise<OpenedRings | readonly string[]>,
  say: Say = console,
): Promise<number> {
  const refuse = (code: number, ...lines: readonly string[]): number => {
    for (const line of lines) say.error(line)
    return code
  }
  const asked = readWords(words)
  if (typeof asked === 'string') return refuse(64, asked)
  const action = actions[asked.action]
  if (action === undefined) return refuse(64, usage)
  const read = readSettings(variables, (path) => readFileSync(path, 'utf8'))
  if (!read.ok) return refuse(78, ...read.problems)
  const { database } = read.settings
  if (!existsSync(database)) return refuse(78, `there is no database ${database}; GATEWAY_DATABASE names it`)
  const opened = await open(read.settings)
  if (!('rings' in opened)) return refuse(78, ...opened)
  try {
    const rings = opened.rings
      .filter(({ environment }) => asked.environment === undefined || environment.name === asked.environment)
      .filter(({ issuer }) => asked.issuer === undefined || issuer === asked.issuer)
    if (rings.length === 0)
      return refuse(
        64,
        `there is no ${asked.issuer ?? 'issuer'} of an environment ${asked.environment ?? ''}\n\n${usage}`,
      )
    return await action({ ...asked, rings, say })
  } finally {
    opened.close()
  }
}

function readWords(words: readonly string[]) {
  const text = { type: 'string' } as const
  const options = { environment: text, issuer: text, alg: text, yes: { type: 'boolean' } } as const
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true })
    const [action = '', kid, ...more] = positionals
    if (more.length > 0) return usage
    if (values.issuer !== undefined && !['login', 'machine', 'reports'].includes(values.issuer)) return usage
    const { environment, issuer, alg, yes = false } = values
    return { action, kid, environment, issuer, alg, yes }
  } catch (error) {
    return `${error instanceof Error ? error.message : error}\n\n${usage}`
  }
}

const actions: Readonly<Record<string, (call: Call) => Promise<number>>> = {
  list,
  rotate,
  retire,
  emergency,
  rewrap,
}

async function list({ rings, say }: Call): Promise<number> {
  for (const { environment, issuer, ring } of rings) {
    const nowSeconds = ring.clock.nowSeconds()
    const keys = await shelfOf(ring).list()
    if (keys.length === 0) continue
    const rows = ring.algorithms
      .flatMap((alg) => keys.filter((key) => key.alg === alg))
      .map((key) => ({ key, state: keyState(key, keys, nowSeconds) }))
    for (const line of listLines(`${environment.name}, ${issuer}`, rows, environment.keyRotationDays ?? 0, nowSeconds))
      say.log(line)
  }
  return 0
}

async function rotate({ rings, alg, say }: Call): Promise<number> {
  let rotated = 0
  for (const { environment, issuer, ring } of rings)
    for (const algorithm of ring.algorithms) {
      if (alg !== undefined && algorithm !== alg) continue
      const rotation = await rotateKeys(ring)(algorithm)
      if (rotation.outcome === 'rotated') rotated += 1
      for (const line of rotationLines(`${environment.name}, ${issuer}, ${algorithm}`, rotation)) say.log(line)
    }
  if (rotated === 0) say.error('No key was made.')
  return rotated === 0 ? 1 : 0
}

async function retire({ rings, kid, say }: Call): Promise<number> {
  if (kid === undefined) {
    say.error(usage)
    return 64
  }
  for (const { ring } of rings) {
    const retirement = await retireKey(ring)(kid)
    if (retirement.outcome === 'unknown') continue
    const isDone = retirement.outcome === 'retired'
    for (const line of retirementLines(kid, retirement, ring.clock.nowSeconds())) (isDone ? say.log : say.error)(line)
    return isDone ? 0 : 1
  }
  say.error(`There is no key ${kid}; see keys list.`)
  return 1
}

async function emergency({ rings, kid, environment, yes, say }: Call): Promise<number> {
  if (kid === undefined && environment === undefined) {
    say.error('Name the key, or with --environment the environment whose keys are all to be removed.')
    return 64
  }
  let removed = 0
  for (const { ring, environment: own, issuer } of rings) {
    const meant = (await shelfOf(ring).list()).filter(
      (key) => key.compromisedAtSeconds === null && (kid === undefined ? key.privateKey !== null : key.kid === kid),
    )
    if (meant.length === 0) continue
    removed += meant.length
    const title = `${own.name}, ${issuer}`
    if (!yes) {
      for (const line of wouldRemoveLines(title, meant, (key) => isPublished(key, ring.clock.nowSeconds())))
        say.error(line)
      continue
    }
    const replacement = await replaceCompromisedKeys(ring)(kid)
    if (replacement !== undefined) for (const line of emergencyLines(title, replacement)) say.log(line)
  }
  if (removed === 0) {
    say.error(kid === undefined ? 'There is no key to remove.' : `There is no key ${kid} to remove; see keys list.`)
    return 1
  }
  for (const line of yes ? keyLines.afterEmergency : keyLines.confirmEmergency) (yes ? say.log : say.error)(line)
  return yes ? 0 : 1
}

async function rewrap({ rings, say }: Call): Promise<number> {
  let count = 0
  for (const { ring } of rings) count += await rewrapKeys(ring)()
  say.log(`${count} private keys were encrypted anew.`)
  for (const line of keyLines.afterRewrap) say.log(line)
  return 0
}
