import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { standardSeed } from '../../harness/standard-seed.ts'

/** A logout that a service was told of. */
export interface Told {
  readonly method: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly logoutToken: string
}

/** What a service answers: a status, a status with a body, or `silent` for one that hangs until `release`. */
export type Reply = number | 'silent' | { readonly status: number; readonly body?: string; readonly location?: string }

/** Services that hear of logouts at `/<client_id>`, on a machine of their own, as far as the gateway can tell. */
export interface ToldServices {
  readonly origin: string
  /** What is answered from now on; 200 unless said. */
  answer(clientId: string, ...replies: readonly Reply[]): void
  /** Every time that this service was told so far. */
  told(clientId: string): readonly Told[]
  /** Resolves when the service has been told `times` times in all. */
  toldTimes(clientId: string, times: number): Promise<Told>
  /** Lets all that hang answer 200. */
  release(): void
  close(): Promise<void>
}

export async function openToldServices(): Promise<ToldServices> {
  const tellings = new Map<string, Told[]>()
  const replies = new Map<string, Reply[]>()
  const waiting: { clientId: string; times: number; resolve: (told: Told) => void }[] = []
  let hanging: (() => void)[] = []
  const of = (clientId: string): Told[] => {
    const known = tellings.get(clientId) ?? []
    tellings.set(clientId, known)
    return known
  }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      const clientId = (request.url ?? '/').slice(1)
      const planned = replies.get(clientId) ?? []
      const reply = (planned.length > 1 ? planned.shift() : planned[0]) ?? 200
      const finish = (status: number, text = '', location?: string) =>
        void response.writeHead(status, location === undefined ? {} : { location }).end(text)
      if (reply === 'silent') hanging.push(() => finish(200))
      else if (typeof reply === 'number') finish(reply)
      else finish(reply.status, reply.body, reply.location)
      const told = {
        method: request.method ?? '',
        headers: request.headers,
        body,
        logoutToken: new URLSearchParams(body).get('logout_token') ?? '',
      }
      of(clientId).push(told)
      for (const wait of waiting)
        if (wait.clientId === clientId && of(clientId).length >= wait.times) wait.resolve(told)
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: (clientId, ...planned) => void replies.set(clientId, [...planned]),
    told: (clientId) => of(clientId),
    toldTimes(clientId, times) {
      const known = of(clientId)[times - 1]
      if (known !== undefined) return Promise.resolve(known)
      return new Promise((resolve) => waiting.push({ clientId, times, resolve }))
    },
    release() {
      for (const finish of hanging) finish()
      hanging = []
    },
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }
}

/** The standard seed in which these clients hear of logouts from server to server too; the values are what they have besides. */
export function seedWithTold(origin: string, clients: Readonly<Record<string, Record<string, unknown>>>) {
  const known = standardSeed().clients
  return standardSeed(
    Object.entries(clients).map(([clientId, more]) => ({
      ...known.find(({ client_id }) => client_id === clientId),
      backchannel_logout_uri: `${origin}/${clientId}`,
      ...more,
    })),
  )
}
