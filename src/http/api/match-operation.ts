import type { ApiOperation } from './api-operation.ts'

export type Match =
  | { readonly outcome: 'found'; readonly operation: ApiOperation; readonly path: Readonly<Record<string, string>> }
  | { readonly outcome: 'wrong-method'; readonly allow: string }
  | { readonly outcome: 'no-such-path' }

/** Finds the operation of a path below the API's base: with or without `/api/v1`, with or without a slash at its end. */
export function matchOperation(operations: readonly ApiOperation[], method: string, rawPath: string): Match {
  const asked = segmentsOf(rawPath.replace(/^\/api\/v1(?=\/)/, ''))
  if (asked === undefined) return { outcome: 'no-such-path' }
  const here = operations.flatMap((operation) => {
    const path = fit(operation.path, asked)
    return path === undefined ? [] : [{ operation, path }]
  })
  const wanted = method === 'HEAD' ? 'GET' : method
  const found = here.find(({ operation }) => operation.method === wanted)
  if (found !== undefined) return { outcome: 'found', ...found }
  const methods = here.map(({ operation }) => (operation.method === 'GET' ? 'GET, HEAD' : operation.method))
  return here.length === 0 ? { outcome: 'no-such-path' } : { outcome: 'wrong-method', allow: methods.join(', ') }
}

/** Decoded once; undefined when that fails. */
function segmentsOf(path: string): readonly string[] | undefined {
  try {
    return path
      .replace(/\/$/, '')
      .split('/')
      .map((segment) => decodeURIComponent(segment))
  } catch {
    return undefined
  }
}

function fit(template: string, asked: readonly string[]): Record<string, string> | undefined {
  const wanted = template.split('/')
  if (wanted.length !== asked.length) return undefined
  const path: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = asked[index] ?? ''
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    if (name === undefined ? part !== value : value === '') return undefined
    if (name !== undefined) path[name] = value
  }
  return path
}
