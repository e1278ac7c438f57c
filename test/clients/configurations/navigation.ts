import { request } from 'node:http'

/** What came back for one address, nothing followed. */
export interface Page {
  readonly status: number
  readonly text: string
  readonly location: URL | undefined
}

/** One address as the window of a browser asks for it. */
export interface Navigation {
  readonly url: URL
  readonly form?: Readonly<Record<string, string>>
  readonly referrer?: string
  /** Of this origin alone; what the answer sets is put in, what it ends is taken out. */
  readonly cookies: Map<string, string>
}

/**
 * Asks as a window does and not as a script: fetch says `Sec-Fetch-Mode: cors`, to which mod_auth_openidc answers 401 instead
 * of sending the person to the login.
 */
export const navigate = ({ url, form, referrer, cookies }: Navigation): Promise<Page> =>
  new Promise((resolve, reject) => {
    const body = form === undefined ? undefined : new URLSearchParams(form).toString()
    const asked = request(url, {
      agent: false,
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
        ...(referrer === undefined ? {} : { referer: referrer }),
        ...(cookies.size === 0 ? {} : { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') }),
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', origin: url.origin }),
      },
    })
    asked.once('error', reject)
    asked.once('response', async (answer) => {
      for (const line of answer.headers['set-cookie'] ?? []) keep(cookies, line)
      let text = ''
      for await (const part of answer.setEncoding('utf8')) text += part
      const { location } = answer.headers
      resolve({
        status: answer.statusCode ?? 0,
        text,
        location: location === undefined ? undefined : new URL(location, url),
      })
    })
    asked.end(body)
  })

function keep(cookies: Map<string, string>, line: string): void {
  const [, name = '', value = '', attributes = ''] = /^([^=;]*)=([^;]*)(.*)$/.exec(line) ?? []
  const expires = /expires=([^;]*)/i.exec(attributes)?.[1]
  if (/max-age=0/i.test(attributes) || (expires !== undefined && Date.parse(expires) < Date.now())) cookies.delete(name)
  else cookies.set(name, value)
}
