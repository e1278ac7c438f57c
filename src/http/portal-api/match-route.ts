import { refuse } from '../../journey/refusal.ts'
import type { PortalRoute } from './portal-route.ts'

/** The route of a path below the API's base, with what stands in its braces. Refuses `not_found` and `method_not_allowed`. */
export function matchRoute(
  routes: readonly PortalRoute[],
  method: string,
  rawPath: string,
): { readonly route: PortalRoute; readonly path: Readonly<Record<string, string>> } {
  const asked = segmentsOf(rawPath)
  const here = routes.flatMap((route) => {
    const path = asked === undefined ? undefined : fit(route.path, asked)
    return path === undefined ? [] : [{ route, path }]
  })
  if (here.length === 0) refuse('not_found', 'there is no such path in this API')
  const wanted = method === 'HEAD' ? 'GET' : method
  const found = here.find(({ route }) => route.method === wanted)
  if (found !== undefined) return found
  const methods = here.map(({ route }) => route.method).join(', ')
  return refuse('method_not_allowed', `this path answers ${methods}`, { values: { methods } })
}

function segmentsOf(path: string): readonly string[] | undefined {
  try {
    return path.split('/').map((segment) => decodeURIComponent(segment))
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
