import type { FastifyRequest } from 'fastify'
import type { DemoFrame } from '../../pages/demo/demo-page.ts'
import { loggedInPage } from '../../pages/demo/logged-in-page.ts'
import type { DemoNotice } from '../../pages/demo/notice.ts'
import { startPage } from '../../pages/demo/start-page.ts'
import { render } from '../../pages/html.ts'
import { demoTextsFor } from '../../texts/demo-text.ts'
import type { SiteAssets } from '../portal/site-assets.ts'
import { languageOf } from '../portal/site-server.ts'
import type { DemoServiceOptions } from './demo-options.ts'
import type { DemoLogin, DemoSession } from './demo-session.ts'
import { readToken } from './read-token.ts'

/** The frame of a page in the visitor's language. */
export function demoFrame(
  options: DemoServiceOptions,
  assets: SiteAssets,
  languageCookie: string,
  request: FastifyRequest,
): DemoFrame {
  const language = languageOf(request, languageCookie)
  return {
    page: {
      language,
      environmentTitle: options.environmentTitle,
      testBanner: true,
      realFormatWarning: false,
      productName: `Demo ${options.name}`,
      helpUrl: options.helpUrl,
      assets: assets.page,
      languageForm: { kind: 'own', action: '/language', hidden: [] },
    },
    text: demoTextsFor(language),
    name: options.name,
    assets: assets.site,
  }
}

/** The front page before a login. */
export const shownStart = (
  options: DemoServiceOptions,
  frame: DemoFrame,
  session: DemoSession | undefined,
  notice: DemoNotice | undefined,
  pushedRequests: boolean,
): string =>
  render(
    startPage(frame, {
      clientId: options.clientId,
      notice,
      pushedRequests,
      apiScope: options.apiScope,
      otherService: options.otherService,
      portalUrl: options.portalUrl,
      trace: session?.trace.entries ?? [],
    }),
  )

/** The front page after a login. */
export const shownLogin = (
  options: DemoServiceOptions,
  frame: DemoFrame,
  session: DemoSession,
  login: DemoLogin,
): string =>
  render(
    loggedInPage(frame, {
      notice: session.problem,
      claims: login.claims,
      idToken: { raw: login.idToken, header: readToken(login.idToken)?.header ?? {} },
      accessToken: {
        raw: login.accessToken,
        content: readToken(login.accessToken),
        endsAtSeconds: login.accessTokenEndsAtSeconds,
      },
      canRefresh: login.refreshToken !== undefined,
      userinfo: login.userinfo,
      otherService: options.otherService,
      portalUrl: options.portalUrl,
      trace: session.trace.entries,
    }),
  )
