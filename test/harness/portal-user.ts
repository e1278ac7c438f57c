import { passTestId, unescapeHtml } from './relying-party.ts'
import { type Answer, openUserAgent, type UserAgent } from './user-agent.ts'

/** What a person types or ticks, by the name of the field; a list for several of the same name. */
export type FormFields = Readonly<Record<string, string | readonly string[] | undefined>>

/** A form as it stands on a page, with what is filled in beforehand. */
export interface PageForm {
  readonly action: string
  readonly method: 'get' | 'post'
  readonly fields: readonly (readonly [string, string])[]
  /** Words on its button. */
  readonly button: string
}

/** A page of the portal as it came. */
export interface PortalPage {
  readonly status: number
  /** Path and query of where the redirects ended. */
  readonly path: string
  readonly html: string
  /** What can be read: without tags, white space drawn together. */
  readonly words: string
  readonly headers: Headers
  readonly forms: readonly PageForm[]
}

/** A message of the local mailbox. */
export interface SeenMessage {
  readonly id: string
  readonly kind: 'mail' | 'sms'
  readonly code?: string
  readonly to: string
  readonly subject?: string
  readonly text: string
  readonly attachments?: readonly {
    readonly name: string
    readonly type: string
    readonly size: number
    readonly url: string
  }[]
}

/** A person at the portal: keeps cookies, follows redirects, fills in forms by name, reads the mailbox. */
export interface PortalPerson {
  readonly pid: string
  readonly agent: UserAgent
  get(path: string): Promise<PortalPage>
  post(path: string, fields?: FormFields): Promise<PortalPage>
  /**
   * Sends a form of `page`: its number, a part of its action, or the words on its button. `fields` replace what is filled
   * in; undefined leaves a field out.
   */
  submit(page: PortalPage, which: number | string, fields?: FormFields): Promise<PortalPage>
  /** Logs in with TestID; resolves with the page that the login leads to. */
  logIn(options?: {
    readonly level?: 'substantial' | 'high'
    readonly returnTo?: string
    readonly fresh?: boolean
  }): Promise<PortalPage>
  /** Mails and SMS so far, oldest first; waits a little for the first that fits. */
  mails(filter?: {
    readonly to?: string
    readonly code?: string
    readonly kind?: 'mail' | 'sms'
    /** Seconds since 1970. */
    readonly since?: string
  }): Promise<readonly SeenMessage[]>
}

/** Where the program is: what `startProgram` and `startPortalProgram` answer. */
export interface AtPortal {
  readonly portal: string
}

/** A person who has logged in to the portal with TestID. `level` false: has not logged in. */
export async function openPortalUser(
  program: AtPortal,
  pid: string,
  { level = 'high' }: { readonly level?: 'substantial' | 'high' | false } = {},
): Promise<PortalPerson> {
  const person = portalPerson(program.portal, pid)
  if (level !== false) await person.logIn({ level })
  return person
}

function portalPerson(portal: string, pid: string): PortalPerson {
  const agent = openUserAgent()
  const follow = async (answer: Answer, from: string): Promise<PortalPage> => {
    let [at, address] = [answer, from]
    for (let hops = 0; at.status >= 300 && at.status < 400 && hops < 10; hops++) {
      address = new URL(at.headers.get('location') ?? '', address).href
      at = await agent.send(address)
    }
    return readPage(at, address)
  }
  const sendForm = (address: string, fields: FormFields): Promise<Answer> =>
    agent.send(address, {
      method: 'POST',
      body: encodeFields(Object.entries(fields)),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: portal, referer: address },
    })
  const person: PortalPerson = {
    pid,
    agent,
    async get(path) {
      const address = new URL(path, portal).href
      return follow(await agent.send(address), address)
    },
    async post(path, fields = {}) {
      const address = new URL(path, portal).href
      return follow(await sendForm(address, fields), address)
    },
    async submit(page, which, fields = {}) {
      const found = formOf(page, which)
      const names = new Set(Object.keys(fields))
      const kept = found.fields.filter(([name]) => !names.has(name))
      const all = [...kept, ...Object.entries(fields)]
      const address = new URL(found.action, new URL(page.path, portal)).href
      if (found.method === 'get') {
        const asked = `${address.split('?', 1)[0]}?${encodeFields(all)}`
        return follow(await agent.send(asked), asked)
      }
      const sent = await agent.send(address, {
        method: 'POST',
        body: encodeFields(all),
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          origin: portal,
          referer: new URL(page.path, portal).href,
        },
      })
      return follow(sent, address)
    },
    async logIn({ level = 'high', returnTo = '/my', fresh = false } = {}) {
      const address = `${portal}/login?return=${encodeURIComponent(returnTo)}${fresh ? '&fresh=1' : ''}`
      let at = await agent.send(address)
      let from = address
      // From the portal to the gateway, to its selection page.
      for (let hops = 0; hops < 5; hops++) {
        const next = new URL(at.location(), from)
        if (next.pathname === '/authorize/selector') {
          const back = await passTestId(agent, next, { pid, acr: `idporten-loa-${level}` })
          return follow(await agent.send(back.href), back.href)
        }
        if (next.pathname === '/login/callback') return follow(await agent.send(next.href), next.href)
        from = next.href
        at = await agent.send(from)
      }
      throw new Error(`the login came to ${from} and no further: ${at.status} ${at.text.slice(0, 300)}`)
    },
    async mails(filter = {}) {
      const query = new URLSearchParams(filter as Record<string, string>)
      await agent.send(`${portal}/dev/outbox/messages/latest?${query}&wait=5`)
      const all = await agent.send(`${portal}/dev/outbox/messages?${query}`)
      return [...(all.json() as unknown as { messages: SeenMessage[] }).messages].reverse()
    },
  }
  return person
}

function formOf({ forms, path }: PortalPage, which: number | string): PageForm {
  const found =
    typeof which === 'number'
      ? forms[which]
      : (forms.find(({ action }) => action === which) ??
        forms.find(({ button }) => button === which) ??
        forms.find(({ action }) => action.includes(which)))
  if (found !== undefined) return found
  const known = forms.map(({ action, button }) => `${action} [${button}]`).join(', ')
  throw new Error(`no form ${which} on ${path}; there are ${known || 'none'}`)
}

const encodeFields = (entries: readonly (readonly [string, FormFields[string]])[]): string => {
  const encoded = new URLSearchParams()
  for (const [name, value] of entries) {
    if (value === undefined) continue
    for (const one of typeof value === 'string' ? [value] : value) encoded.append(name, one)
  }
  return encoded.toString()
}

const readPage = (answer: Answer, address: string): PortalPage => {
  const { pathname, search } = new URL(address)
  return {
    status: answer.status,
    path: pathname + search,
    html: answer.text,
    words: wordsOf(answer.text),
    headers: answer.headers,
    // The language switch and the logout button stand on every page and are of no interest.
    forms: [...answer.text.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)]
      .map(([, tag = '', content = '']) => readForm(tag, content))
      .filter(({ action }) => action !== '/language' && action !== '/logout'),
  }
}

export const wordsOf = (html: string): string =>
  unescapeHtml(html.replace(/<(script|style|head)[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()

const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(` ${tag}`)?.[1]
  return found === undefined ? undefined : unescapeHtml(found)
}

function readForm(tag: string, content: string): PageForm {
  const fields: [string, string][] = []
  for (const [whole, isInput, inside = '', kind = isInput] of content.matchAll(
    /<(input)\b[^>]*>|<(?:select|textarea)\b[^>]*>([\s\S]*?)<\/(select|textarea)>/g,
  )) {
    const opening = whole.slice(0, whole.indexOf('>') + 1)
    const name = attribute(opening, 'name')
    if (name === undefined) continue
    if (kind === 'textarea') fields.push([name, unescapeHtml(inside)])
    else if (kind === 'select') fields.push([name, chosenOption(inside)])
    else if (/\stype="(radio|checkbox)"/.test(opening)) {
      if (/\schecked[\s>]/.test(opening)) fields.push([name, attribute(opening, 'value') ?? 'on'])
    } else fields.push([name, attribute(opening, 'value') ?? ''])
  }
  return {
    action: attribute(tag, 'action') ?? '',
    method: attribute(tag, 'method') === 'post' ? 'post' : 'get',
    fields,
    button: wordsOf(/<button\b[^>]*type="submit"[^>]*>([\s\S]*?)<\/button>/.exec(content)?.[1] ?? ''),
  }
}

function chosenOption(options: string): string {
  const all = [...options.matchAll(/<option\b[^>]*>/g)].map(([whole]) => whole)
  const chosen = all.find((option) => /\sselected[\s>]/.test(option)) ?? all[0] ?? ''
  return attribute(chosen, 'value') ?? ''
}
