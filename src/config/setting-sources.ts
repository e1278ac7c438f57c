import { parse } from 'yaml'
import { didYouMean } from './nearest-name.ts'
import type { Setting } from './setting.ts'

/** Variables that a cluster sets by itself for a service called gateway; they are not ours. */
const foreignVariable = /_SERVICE_(HOST|PORT)(_|$)|^GATEWAY_(.+_)?PORT_[0-9]+_(TCP|UDP)(_|$)/

/** Raw values of all sources, and the problems found on the way. Variables win over the file. */
export class SettingSources {
  readonly problems: string[] = []
  readonly #variables: Readonly<Record<string, string | undefined>>
  readonly #file: unknown
  readonly #fileName: string
  readonly #knownVariables = new Set<string>()
  readonly #knownPaths = new Set<string>()

  constructor(
    variables: Readonly<Record<string, string | undefined>>,
    fileName: string | undefined,
    readFile: (path: string) => string,
  ) {
    this.#variables = variables
    this.#fileName = fileName ?? ''
    this.#file = fileName === undefined ? {} : this.#readFile(fileName, readFile)
  }

  #readFile(fileName: string, readFile: (path: string) => string): unknown {
    let content: unknown
    try {
      content = parse(readFile(fileName)) ?? {}
    } catch (error) {
      this.problems.push(
        `${fileName}: cannot be read as YAML or JSON: ${error instanceof Error ? error.message : error}`,
      )
      return {}
    }
    if (isRecord(content)) return content
    this.problems.push(`${fileName}: must hold keys and values at the outermost level`)
    return {}
  }

  /** Tells a variable that no table of settings holds. */
  know(variable: string): void {
    this.#knownVariables.add(variable)
  }

  /** The value of a setting; undefined where no source has it or what it has is no good (then a problem is noted). */
  read<Value>(setting: Setting<Value>, variablePrefix = '', path: readonly string[] = []): Value | undefined {
    const variable = variablePrefix + setting.variable
    const place = [...path, ...setting.path].join('.')
    this.#knownVariables.add(variable)
    this.#knownPaths.add(place)
    const inVariable = this.#variables[variable]
    // An empty variable is how a shell or a container unsets one; it stands where empty is a value, as for lists.
    const fromVariable = inVariable === '' && 'problem' in setting.read('') ? undefined : inVariable
    const raw = fromVariable ?? this.fileValue([...path, ...setting.path])
    if (raw === undefined || raw === null) return undefined
    const reading = setting.read(raw)
    if ('value' in reading) return reading.value
    const source = fromVariable === undefined ? `${this.#fileName}:${place}` : variable
    this.problems.push(`${source} ${reading.problem}.`)
    return undefined
  }

  /** What the settings file has at a place. */
  fileValue(path: readonly string[]): unknown {
    return path.reduce<unknown>(
      (value, key) => (isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined),
      this.#file,
    )
  }

  /** Notes every key and every GATEWAY_ variable that nothing has asked for; call it when all is read. */
  refuseUnknown(): void {
    for (const name of Object.keys(this.#variables))
      if (name.startsWith('GATEWAY_') && !this.#knownVariables.has(name) && !foreignVariable.test(name))
        this.problems.push(`${name} is not a setting; remove it.${didYouMean(name, this.#knownVariables)}`)
    this.#refuseUnknownKeys(this.#file, '')
  }

  #refuseUnknownKeys(value: unknown, place: string): void {
    if (this.#knownPaths.has(place)) return
    const isGroup = place === '' || [...this.#knownPaths].some((known) => known.startsWith(`${place}.`))
    if (!isGroup) {
      const hint = didYouMean(place, this.#knownPaths)
      this.problems.push(`${this.#fileName}:${place} is not a setting; remove it.${hint}`)
    } else if (isRecord(value)) {
      for (const [key, below] of Object.entries(value))
        this.#refuseUnknownKeys(below, place === '' ? key : `${place}.${key}`)
    } else if (value !== null && value !== undefined)
      this.problems.push(`${this.#fileName}:${place} must hold keys and values.`)
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
