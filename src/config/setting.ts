import type { ReadSetting } from './setting-kinds.ts'

/** One thing that an operator can set: where it stands, how it is read, what it means and what it is if unset. */
export interface Setting<Value = unknown> {
  /** Keys in the settings file, outermost first. For an environment: below `environments.<name>`. */
  readonly path: readonly string[]
  /** Environment variable; of an environment's settings only what follows `GATEWAY_<NAME>_`. */
  readonly variable: string
  readonly read: ReadSetting<Value>
  /** The default as a person would write it in the variable; also what the docs say. */
  readonly otherwise: string
  readonly meaning: string
}

export const setting = <Value>(
  path: string,
  variable: string,
  read: ReadSetting<Value>,
  otherwise: string,
  meaning: string,
): Setting<Value> => ({ path: path.split('.'), variable, read, otherwise, meaning })
