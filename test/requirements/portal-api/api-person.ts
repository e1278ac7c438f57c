import type { RunningPortal } from '../../harness/portal-program.ts'
import type { PortalPerson } from '../../harness/portal-user.ts'

/** An answer of the portal's JSON API. */
export interface ApiAnswer<Body = Record<string, unknown>> {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: Body
  /** Codes of a refusal, with their fields: `required name`. */
  readonly codes: readonly string[]
}

export interface ApiPerson {
  readonly csrf: string
  call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string | undefined>>,
  ): Promise<ApiAnswer<Body>>
}

/** The program of somebody who has logged in to the portal: their cookies, their token. */
export async function openApiPerson(program: RunningPortal, person: PortalPerson): Promise<ApiPerson> {
  const base = `${program.portal}/portal/api/v1`
  const send = async (
    method: string,
    path: string,
    body: unknown,
    csrf: string | undefined,
    headers: Readonly<Record<string, string | undefined>>,
  ): Promise<ApiAnswer<never>> => {
    const all = {
      ...(method === 'GET' ? {} : { origin: program.portal, 'x-csrf-token': csrf }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    }
    const answer = await person.agent.send(`${base}${path}`, {
      method,
      headers: Object.fromEntries(Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined)),
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const isJson = (answer.headers.get('content-type') ?? '').startsWith('application/json')
    const json = (isJson ? JSON.parse(answer.text) : {}) as never
    const { errors = [] } = json as { errors?: { code: string; field?: string }[] }
    return {
      status: answer.status,
      headers: answer.headers,
      text: answer.text,
      json,
      codes: errors.map(({ code, field }) => [code, field].filter(Boolean).join(' ')),
    }
  }
  const me = (await send('GET', '/me', undefined, undefined, {})) as ApiAnswer<{ csrf_token?: string }>
  const csrf = me.json.csrf_token ?? ''
  return { csrf, call: (method, path, body, headers = {}) => send(method, path, body, csrf, headers) }
}
