import { parse } from 'yaml'

/** Where the values that a seed file points to come from (REG-163). */
export interface SeedValueSources {
  /** undefined: variables may not be used, as when the seed comes over the network. */
  readonly variables: Readonly<Record<string, string | undefined>> | undefined
  /** Text of a file relative to the seed file, or an error; undefined: files may not be used. */
  readonly readBeside: ((name: string) => string) | undefined
}

/**
 * Puts values in place of `${NAME}`, `${NAME:-default}` and `{file: name}` anywhere in a document (REG-163). The default
 * counts where the variable is unset or empty. Faults are told with the path where they stand.
 */
export function fillInSeedValues(
  value: unknown,
  sources: SeedValueSources,
  fault: (path: string, message: string) => void,
  path = '',
): unknown {
  if (typeof value === 'string') return fillInText(value, sources, (message) => fault(path, message))
  if (Array.isArray(value))
    return value.map((entry, index) => fillInSeedValues(entry, sources, fault, `${path}[${index}]`))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  if (entries.length === 1 && entries[0]?.[0] === 'file')
    return readFile(entries[0][1], sources, (message) => fault(path, message))
  return Object.fromEntries(
    entries.map(([key, below]) => [key, fillInSeedValues(below, sources, fault, path === '' ? key : `${path}.${key}`)]),
  )
}

const reference = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g

function fillInText(text: string, { variables }: SeedValueSources, fault: (message: string) => void): string {
  return text.replaceAll(reference, (whole: string, name: string, otherwise: string | undefined) => {
    if (variables === undefined) fault('variables cannot be used here (REG-163)')
    const found = variables?.[name]
    if (found !== undefined && (found !== '' || otherwise === undefined)) return found
    if (otherwise !== undefined) return otherwise
    fault(`the variable ${name} is not set; set it or write \${${name}:-default} (REG-163)`)
    return whole
  })
}

function readFile(name: unknown, { readBeside }: SeedValueSources, fault: (message: string) => void): unknown {
  if (readBeside === undefined) fault('files cannot be used here (REG-163)')
  else if (typeof name !== 'string') fault('file must be the name of a file (REG-163)')
  else
    try {
      const text = readBeside(name)
      return /\.(ya?ml|json)$/.test(name) ? parse(text) : text.replace(/\r?\n$/, '')
    } catch (error) {
      fault(
        `the file ${name} cannot be read: ${error instanceof Error ? error.message.split('\n', 1)[0] : error} (REG-163)`,
      )
    }
  return null
}
