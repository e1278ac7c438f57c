import type { Environment } from '../../config/environments.ts'
import { variablePrefix } from '../../config/setting-names.ts'
import type { DurableStore } from '../../storage/durable-store.ts'

/**
 * Notes the kind of each environment and compares it with what it was: once it has a client it cannot become of another
 * kind (ONB-4). Resolves with what is wrong, and then notes nothing.
 */
export const keepEnvironmentKinds = (durable: DurableStore, environments: readonly Environment[]): Promise<string[]> =>
  durable.transaction(async (store) => {
    const faults: string[] = []
    const changed: Environment[] = []
    for (const environment of environments) {
      const { name, kind } = environment
      const before = await store.notes.find(noteOf(name))
      if (before === kind) continue
      changed.push(environment)
      if (before === undefined || (await store.environment(name).clients.list()).length === 0) continue
      faults.push(
        `${variablePrefix(name)}KIND is ${kind}, but ${name} has clients from when it was ${before}; set it back to ${before}, or give the new kind an environment of its own (ONB-4).`,
      )
    }
    if (faults.length === 0) for (const { name, kind } of changed) await store.notes.save(noteOf(name), kind)
    return faults
  })

const noteOf = (name: string): string => `kind of environment ${name}`
