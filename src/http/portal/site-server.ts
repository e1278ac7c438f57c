import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Language } from '../../protocol/language.ts'
import { isFromForeignPage } from '../guards/is-from-foreign-page.ts'
import { askedLanguage } from './asked-language.ts'
import type { SiteAssets } from './site-assets.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The fields of a posted form. Empty for everything else. */
    form: URLSearchParams
  }
}

export interface SiteServerOptions {
  readonly baseUrl: string
  readonly assets: SiteAssets
  readonly languageCookie: string
  /** Origins, besides its own, that forms of this site may be sent to. */
  readonly formTargets: readonly string[]
  /** Paths that take forms from other sites. Every other POST must come from the site itself. */
  readonly openPosts: readonly string[]
  /** The same for everything below these paths. */
  readonly openPrefixes?: readonly string[]
  /** Take the caller's address from X-Forwarded-For. */
  readonly trustProxy?: boolean
  readonly refuseForeignPost: (request: FastifyRequest, reply: FastifyReply) => FastifyReply
}

const maximumFormBytes = 65_536

/** An HTTP server for the sites that are not the gateway: forms, cookies, assets, headers. No script or style inline. */
export function openSiteServer(options: SiteServerOptions): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: maximumFormBytes,
    forceCloseConnections: 'idle',
    trustProxy: options.trustProxy ?? false,
    requestIdHeader: false,
    genReqId: () => randomUUID(),
  })
  const policy = contentPolicy(options.formTargets)
  const origin = new URL(options.baseUrl).origin
  app.register(cookie)
  app.decorateRequest('form', null as unknown as URLSearchParams)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (request, body, done) => {
    request.form = new URLSearchParams(String(body))
    done(null, undefined)
  })
  app.addHook('onRequest', async (request, reply) => {
    request.form = new URLSearchParams()
    reply.headers({
      'content-security-policy': `${policy}; frame-ancestors 'none'`,
      'x-content-type-options': 'nosniff',
      // Not `no-referrer`: with it the browser sends `Origin: null` along with our own forms.
      'referrer-policy': 'strict-origin-when-cross-origin',
      // A file that may be kept says so itself; that there is none here must not be kept.
      'cache-control': 'no-store',
    })
  })
  app.addHook('preHandler', async (request, reply) => {
    const path = pathOf(request)
    // Cookies do not tell sites on one host apart that differ only in port, and that is how all of this runs locally.
    const isOpen =
      options.openPosts.includes(path) || options.openPrefixes?.some((prefix) => path.startsWith(`${prefix}/`)) === true
    if (request.method === 'POST' && !isOpen && isFromForeignPage(request, origin))
      return options.refuseForeignPost(request, reply.code(403))
  })
  // An address that is made of names in the request's own may hold what no header can.
  app.addHook('onSend', async (_request, reply) => {
    const to = reply.getHeader('location')
    if (typeof to === 'string' && to.search(unsendable) >= 0)
      reply.header('location', to.replace(unsendable, encodeURIComponent))
  })
  options.assets.serve(app)
  app.post('/language', async (request, reply) => {
    const language = askedLanguage(request.form.get('language') ?? undefined, undefined, undefined)
    reply.setCookie(options.languageCookie, language, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: origin.startsWith('https:'),
      maxAge: 365 * 24 * 3600,
    })
    return reply.redirect(ownPath(request.form.get('return')), 303)
  })
  return app
}

const contentPolicy = (formTargets: readonly string[]): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "script-src 'self'",
    "base-uri 'none'",
    ["form-action 'self'", ...formTargets].join(' '),
  ].join('; ')

const unsendable = /[^\x21-\x7e]+/gu

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? ''

/** A path of this site, or its front page: never an address that leads elsewhere. */
const ownPath = (asked: string | null): string => (asked !== null && /^\/(?![/\\])[\w\-./]*$/.test(asked) ? asked : '/')

/** The language of the page that answers this request. */
export function languageOf(request: FastifyRequest, languageCookie: string): Language {
  const asked = (request.query as Readonly<Record<string, unknown>> | undefined)?.lang
  return askedLanguage(
    typeof asked === 'string' ? asked : undefined,
    request.cookies[languageCookie],
    request.headers['accept-language'],
  )
}

/** Sends a page. */
export const sendPage = (reply: FastifyReply, status: number, page: string): FastifyReply =>
  reply.code(status).type('text/html; charset=utf-8').send(page)
