import type { Answer, HttpAgent } from './http-agent.ts'

interface Cookie {
  readonly name: string
  readonly value: string
  readonly path: string
}

/** One person's browser: keeps cookies by name and path, follows nothing by itself. */
export interface Browser {
  readonly cookies: ReadonlyMap<string, Cookie>
  get(path: string, referrer?: string): Promise<Answer>
  post(path: string, form: string): Promise<Answer>
}

export function openBrowser(agent: HttpAgent): Browser {
  const cookies = new Map<string, Cookie>()
  const send = async (path: string, referer: string | undefined, form?: string): Promise<Answer> => {
    const cookie = cookieHeader(cookies, path.startsWith(agent.origin) ? path.slice(agent.origin.length) : path)
    const answer = await agent.send(
      path,
      {
        ...(cookie === '' ? {} : { cookie }),
        ...(referer === undefined ? {} : { referer }),
        ...(form === undefined ? {} : { origin: agent.origin }),
      },
      form,
    )
    for (const line of answer.setCookies) keep(cookies, line)
    return answer
  }
  return {
    cookies,
    get: (path, referrer) => send(path, referrer),
    post: (path, form) => send(path, undefined, form),
  }
}

function cookieHeader(cookies: ReadonlyMap<string, Cookie>, path: string): string {
  let header = ''
  for (const cookie of cookies.values())
    if (path.startsWith(cookie.path)) header += `${header === '' ? '' : '; '}${cookie.name}=${cookie.value}`
  return header
}

/** Throws on a cookie that a script could read or another site's request would carry, save the signature beside one. */
function keep(cookies: Map<string, Cookie>, line: string): void {
  const [pair = '', ...attributes] = line.split(';')
  const name = pair.slice(0, pair.indexOf('='))
  let path = '/'
  let ended = false
  let hidden = false
  let sameSite = false
  for (const attribute of attributes) {
    const [key = '', value = ''] = attribute.trim().split('=')
    switch (key.toLowerCase()) {
      case 'path':
        path = value
        break
      case 'max-age':
        ended ||= Number(value) <= 0
        break
      case 'expires':
        ended ||= Date.parse(value) <= Date.now()
        break
      case 'httponly':
        hidden = true
        break
      case 'samesite':
        sameSite = /^(?:lax|strict)$/i.test(value)
        break
    }
  }
  const key = `${name} ${path}`
  if (ended) {
    cookies.delete(key)
    return
  }
  if (!hidden || !sameSite) throw new Error(`cookie ${name} must be HttpOnly and SameSite`)
  cookies.set(key, { name, value: pair.slice(pair.indexOf('=') + 1), path })
}
