import { unescapeHtml } from '../../harness/relying-party.ts'
import { citizenA } from '../../harness/standard-seed.ts'
import { navigate, type Page } from './navigation.ts'

const mostRedirects = 12

/** Where a person has come, after all redirects. */
export interface Arrival extends Page {
  readonly url: URL
}

/** A person with a browser: cookies for each origin apart, redirects followed, TestID filled in when it is asked for. */
export interface Person {
  open(url: string): Promise<Arrival>
  /** One request, nothing followed. */
  peek(url: string): Promise<Page>
  /** Sends a form of a page that was opened. */
  submit(url: string, form: Readonly<Record<string, string>>): Promise<Arrival>
  /** A logout that passes the gateway: its frames are loaded without the cookies of their sites, then it goes on. */
  logOutBy(url: string): Promise<Arrival>
}

export function openPerson(gateway: string): Person {
  const jars = new Map<string, Map<string, string>>()
  const jarOf = ({ origin }: URL): Map<string, string> => {
    const jar = jars.get(origin) ?? new Map()
    jars.set(origin, jar)
    return jar
  }
  const ask = (url: URL, more: { form?: Readonly<Record<string, string>>; referrer?: string } = {}) =>
    navigate({ url, cookies: jarOf(url), ...more })
  const passTestId = async (selector: URL): Promise<Page> => {
    const page = await ask(new URL('/authorize/testid1', selector), { referrer: selector.href })
    const action = /id="page-form"[^>]*action="([^"]+)"/.exec(page.text)?.[1]
    const acr = /<input[^>]*name="acr"[^>]*value="([^"]+)"[^>]* checked/.exec(page.text)?.[1]
    if (action === undefined || acr === undefined) throw new Error(`no TestID form: ${page.text.slice(0, 300)}`)
    return ask(new URL(unescapeHtml(action), selector), { form: { pid: citizenA, acr } })
  }
  const follow = async (address: string, form?: Readonly<Record<string, string>>): Promise<Arrival> => {
    let url = new URL(address)
    let page = await ask(url, form === undefined ? {} : { form })
    for (let step = 0; step < mostRedirects; step += 1) {
      if (url.origin === gateway && url.pathname === '/authorize/selector') page = await passTestId(url)
      if (page.location === undefined) return { url, ...page }
      url = page.location
      page = await ask(url)
    }
    throw new Error(`${mostRedirects} redirects from ${address} lead nowhere, the last to ${url}`)
  }
  return {
    open: (address) => follow(address),
    peek: (address) => ask(new URL(address)),
    submit: follow,
    async logOutBy(address) {
      const arrival = await follow(address)
      if (arrival.url.origin !== gateway) return arrival
      for (const [, source = ''] of arrival.text.matchAll(/<iframe[^>]* src="([^"]+)"/g))
        await navigate({ url: new URL(unescapeHtml(source)), cookies: new Map() })
      const onwards = /id="continue" href="([^"]+)"/.exec(arrival.text)?.[1]
      return onwards === undefined ? arrival : follow(new URL(unescapeHtml(onwards), arrival.url).href)
    },
  }
}
