import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Environment } from '../../config/environments.ts'
import { type ErrorPageKind, errorPage } from '../../pages/error-page.ts'
import type { LanguageForm, PageAssets, PageFrame } from '../../pages/frame.ts'
import { type Html, render } from '../../pages/html.ts'
import type { Client } from '../../protocol/client.ts'
import { chooseLanguage, type Language } from '../../protocol/language.ts'
import { logoPath } from '../../protocol/logo.ts'
import { textsFor } from '../../texts/text.ts'
import type { BrowserCookies } from '../../usecases/login/browser-session.ts'
import { type GatewayCookies, gatewayCookies, languageCookieName, readCookie } from '../guards/cookies.ts'
import { type PagePolicy, pageHeaders } from '../guards/page-headers.ts'
import { clockTime } from './clock-time.ts'

/** What the person should see of the service that asked: the on-behalf-of entry instead of the client (OBO-2, PAGE-20). */
export interface AskingService {
  readonly client: Client
  readonly onbehalfof?: string
}

/** What an error page tells: the correlation id, and when. */
export interface ShownError {
  readonly kind: ErrorPageKind
  readonly reference: string
  readonly atSeconds: number
  /** Which client asked, as it said itself: what a support case begins with. */
  readonly askedBy?: string | undefined
}

/** Everything that the doors to pages share: frames, cookies, sending. */
export interface PageDoor {
  readonly environment: Environment
  readonly cookies: GatewayCookies
  browserCookies(request: FastifyRequest): BrowserCookies
  languageOf(request: FastifyRequest, uiLocale?: Language): Language
  frame(language: Language, languageForm: LanguageForm, service: AskingService | undefined): PageFrame
  send(reply: FastifyReply, status: number, page: Html, policy: PagePolicy): FastifyReply
  /** An error page whose language switch makes it anew from these facts and the same service (LANG-4). */
  errorPage(language: Language, error: ShownError, service: AskingService | undefined): Html
  /** The error page in the person's language (ERR-25). `service` only when it is known with certainty. */
  sendError(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    kind: ErrorPageKind,
    service?: AskingService,
    uiLocale?: Language,
    askedBy?: string,
  ): FastifyReply
  now(): Date
  findClient(clientId: string): Promise<Client | undefined>
}

export interface PageDoorOptions {
  readonly findClient: (clientId: string) => Promise<Client | undefined>
  readonly environment: Environment
  readonly assets: PageAssets
  readonly helpUrl: string
  /** The citizens' own pages. */
  readonly profileUrl?: string
  /** The form for support cases. */
  readonly supportUrl: string
  /** Where the owner of a client looks the reference of a refused request up. */
  readonly lookUpUrl: string
  readonly now: () => Date
}

/** Pages that a service's own mistake leads to; on the others there is nothing to look up. */
const ofTheService: ReadonlySet<ErrorPageKind> = new Set(['unknown-service-link', 'bad-request', 'login-link-used'])

export function openPageDoor(options: PageDoorOptions): PageDoor {
  const { environment } = options
  const cookies = gatewayCookies(environment)
  const door: PageDoor = {
    environment,
    cookies,
    now: options.now,
    findClient: options.findClient,
    browserCookies: ({ headers }) => ({
      browser: readCookie(headers, cookies.browser),
      session: readCookie(headers, cookies.session),
    }),
    languageOf: ({ headers }, uiLocale) => chooseLanguage(readCookie(headers, languageCookieName), uiLocale),
    frame(language, languageForm, service) {
      const shown = service === undefined ? undefined : shownService(service)
      return {
        language,
        environmentTitle: environment.title,
        testBanner: environment.rules.banner === 'test',
        realFormatWarning: environment.allowRealFormatPids,
        productName: 'Portvakt',
        helpUrl: options.helpUrl,
        ...(options.profileUrl === undefined ? {} : { profileUrl: options.profileUrl }),
        assets: options.assets,
        languageForm,
        ...(shown === undefined ? {} : { service: shown }),
      }
    },
    send: (reply, status, page, policy) => reply.code(status).headers(pageHeaders(policy)).send(render(page)),
    errorPage(language, { kind, reference, atSeconds, askedBy }, service) {
      const hidden = [
        ['page', 'error'],
        ['kind', kind],
        ['reference', reference],
        ['at', String(atSeconds)],
        ...(service === undefined ? [] : [['service', service.client.clientId] as const]),
        ...(service?.onbehalfof === undefined ? [] : [['onbehalfof', service.onbehalfof] as const]),
        ...(askedBy === undefined ? [] : [['client', askedBy] as const]),
      ] as const
      const frame = door.frame(language, { kind: 'own', action: '/language', hidden }, service)
      const facts = {
        kind,
        reference,
        time: clockTime(language, atSeconds),
        ...(ofTheService.has(kind)
          ? { lookUpAddress: `${options.lookUpUrl}?${new URLSearchParams({ reference }).toString()}` }
          : {}),
      }
      if (environment.kind !== 'test') return errorPage(frame, facts)
      const asked = new URLSearchParams({
        reference,
        environment: environment.name,
        time: new Date(atSeconds * 1000).toISOString(),
        error: textsFor(language)(`error.${kind}.heading`),
        client_id: service?.client.clientId ?? askedBy ?? '',
      })
      return errorPage(frame, { ...facts, reportAddress: `${options.supportUrl}?${asked.toString()}` })
    },
    sendError(request, reply, status, kind, service, uiLocale, askedBy) {
      const language = door.languageOf(request, uiLocale)
      const atSeconds = Math.floor(options.now().getTime() / 1000)
      const page = door.errorPage(language, { kind, reference: request.id, atSeconds, askedBy }, service)
      return door.send(reply, status, page, { formAction: 'self' })
    },
  }
  return door
}

function shownService({ client, onbehalfof }: AskingService): NonNullable<PageFrame['service']> {
  const entry = client.onbehalfof.find((candidate) => candidate.onbehalfof === onbehalfof)
  const name = entry?.name ?? client.clientName
  const uri = entry === undefined ? client.clientUri : entry.uri
  // A body without a logo of its own is shown without one, not with its supplier's (LOGO-5).
  const logo = entry === undefined ? client.logo : entry.logo
  return {
    name,
    ...(uri === undefined ? {} : { uri }),
    ...(logo === undefined ? {} : { logo: { address: logoPath(logo), width: logo.width, height: logo.height } }),
  }
}
