import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Html, render } from '../../pages/html.ts'
import type { ProfileFrame } from '../../pages/profile/profile-page.ts'
import type { PortalSession, PortalSessions } from '../../usecases/onboarding/portal-sessions.ts'
import type { PortalCookies } from '../portal/portal-cookies.ts'
import type { SiteAssets } from '../portal/site-assets.ts'
import { languageOf, sendPage } from '../portal/site-server.ts'

/** Whose pages these are: the citizens of one environment. */
export interface ProfileSite {
  /** Path of the pages, without a slash at the end. */
  readonly base: string
  readonly environmentTitle: string
  readonly testBanner: boolean
  readonly productName: string
  readonly helpUrl: string
  /** The portal's, which keeps the language for all of this origin. */
  readonly languageCookie: string
  readonly assets: SiteAssets
  readonly sessions: PortalSessions
  readonly cookies: PortalCookies
}

/** A citizen who is logged in. */
export interface ProfileVisit {
  readonly frame: ProfileFrame
  readonly session: PortalSession
}

export interface ProfileVisits {
  /** Who comes; undefined: nobody that is known. */
  session(request: FastifyRequest): Promise<PortalSession | undefined>
  frame(request: FastifyRequest, isLoggedIn: boolean): ProfileFrame
  page(reply: FastifyReply, page: Html, status?: number): FastifyReply
  /** A door for who is logged in; everybody else is sent to log in, and comes back. */
  loggedIn(
    door: (visit: ProfileVisit, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
  ): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>
}

export function openProfileVisits(site: ProfileSite): ProfileVisits {
  const { base, assets } = site
  const frame = (request: FastifyRequest, isLoggedIn: boolean): ProfileFrame => ({
    base,
    css: assets.site.css,
    isLoggedIn,
    page: {
      language: languageOf(request, site.languageCookie),
      environmentTitle: site.environmentTitle,
      testBanner: site.testBanner,
      realFormatWarning: false,
      productName: site.productName,
      helpUrl: site.helpUrl,
      assets: assets.page,
      languageForm: { kind: 'own', action: '/language', hidden: [['return', request.url.split('?', 1)[0] ?? base]] },
    },
  })
  const session = (request: FastifyRequest) => site.sessions.find(site.cookies.session(request))
  return {
    session,
    frame,
    page: (reply, page, status = 200) => sendPage(reply, status, render(page)),
    loggedIn: (door) => async (request, reply) => {
      const found = await session(request)
      if (found !== undefined) return door({ frame: frame(request, true), session: found }, request, reply)
      const returnTo = request.method === 'GET' ? request.url : base
      return reply.redirect(`${base}/login?return=${encodeURIComponent(returnTo)}`, 303)
    },
  }
}
