import { fileURLToPath } from 'node:url'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { openDemoService } from '../../../src/http/demo/demo-service.ts'
import { systemClock } from '../../../src/system/clock.ts'
import type { Log } from '../../../src/system/log.ts'
import { openSystemRandom } from '../../../src/system/random.ts'
import type { StandInIssuer } from '../../harness/stand-in-issuer.ts'

export const publicFolder = fileURLToPath(new URL('../../../public', import.meta.url))
export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} }
export const demoSecret = 'a-client-secret-that-nobody-should-see-whole'
export const demoUrl = 'http://localhost:7073'

/** Demo service A as a client of `issuer`. */
export const openDemo = (issuer: string): FastifyInstance =>
  openDemoService({
    name: 'A',
    baseUrl: demoUrl,
    issuer,
    loginBase: issuer,
    clientId: 'demo-a',
    clientSecret: demoSecret,
    authMethod: 'client_secret_basic',
    otherService: { name: 'B', url: 'http://localhost:7074' },
    portalUrl: 'http://localhost:7070',
    helpUrl: 'http://localhost:7070/guide',
    environmentTitle: 'Test',
    publicFolder,
    clock: systemClock,
    random: openSystemRandom(),
    log: silent,
  })

/** A browser at one service: it keeps cookies and sends forms as the pages would. */
export interface DemoBrowser {
  get(path: string): Promise<LightMyRequestResponse>
  post(path: string, fields?: Record<string, string>, origin?: string): Promise<LightMyRequestResponse>
  /** Presses "log in" and tells where the browser was sent. */
  beginLogin(fields?: Record<string, string>): Promise<URL>
  /** A whole login, answered in the query; resolves with the answer's parameters. */
  logIn(issuer: StandInIssuer, fields?: Record<string, string>): Promise<Record<string, string>>
}

export function openDemoBrowser(demo: FastifyInstance): DemoBrowser {
  const cookies = new Map<string, string>()
  const send = async (options: InjectOptions): Promise<LightMyRequestResponse> => {
    const response = await demo.inject({ ...options, cookies: Object.fromEntries(cookies) })
    for (const { name, value } of response.cookies) value === '' ? cookies.delete(name) : cookies.set(name, value)
    return response
  }
  const self: DemoBrowser = {
    get: (path) => send({ method: 'GET', url: path }),
    post: (path, fields = {}, origin = demoUrl) =>
      send({
        method: 'POST',
        url: path,
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(fields).toString(),
      }),
    async beginLogin(fields = {}) {
      return new URL(String((await self.post('/login', fields)).headers.location))
    },
    async logIn(issuer, fields = {}) {
      const url = await self.beginLogin(fields)
      const answer = { code: issuer.codeFor(url), state: url.searchParams.get('state') ?? '', iss: issuer.issuer }
      await self.get(`/callback?${new URLSearchParams(answer)}`)
      return answer
    },
  }
  return self
}
