/** An answer, read whole. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Where a redirect leads; throws if it is none. */
  location(): URL
  json(): Record<string, unknown>
}

export interface Sending {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** A form to post, or a raw body. */
  readonly form?: Readonly<Record<string, string | undefined>>
  readonly body?: string
}

/** A browser's manners without the browser: keeps cookies, follows nothing by itself. */
export interface UserAgent {
  readonly cookies: Map<string, string>
  send(url: string, sending?: Sending): Promise<Answer>
}

export function openUserAgent(): UserAgent {
  const cookies = new Map<string, string>()
  return {
    cookies,
    async send(url, sending = {}) {
      const answer = await send(url, { ...sending, headers: { ...cookieHeader(cookies), ...sending.headers } })
      for (const line of answer.headers.getSetCookie()) keep(cookies, line)
      return answer
    },
  }
}

/** One request without cookies, as a service's server or a script sends it. */
export async function send(url: string, { method, headers, form, body }: Sending = {}): Promise<Answer> {
  const encoded = form === undefined ? body : new URLSearchParams(present(form)).toString()
  const response = await fetch(url, {
    method: method ?? (encoded === undefined ? 'GET' : 'POST'),
    redirect: 'manual',
    // A connection for each request: one that was kept would die with a gateway that is restarted.
    headers: {
      connection: 'close',
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      ...headers,
    },
    ...(encoded === undefined ? {} : { body: encoded }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    location() {
      const location = response.headers.get('location')
      if (location === null) throw new Error(`no redirect: ${response.status} ${text.slice(0, 300)}`)
      return new URL(location, url)
    },
    json: () => JSON.parse(text) as Record<string, unknown>,
  }
}

const present = (form: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined))

const cookieHeader = (cookies: ReadonlyMap<string, string>): Record<string, string> =>
  cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';')
  const name = pair.slice(0, pair.indexOf('='))
  if (attributes.some((attribute) => attribute.trim() === 'Max-Age=0')) cookies.delete(name)
  else cookies.set(name, pair.slice(pair.indexOf('=') + 1))
}
