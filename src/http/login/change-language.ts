import type { FastifyReply, FastifyRequest } from 'fastify'
import { errorPageKinds } from '../../pages/error-page.ts'
import { isLanguage, type Language } from '../../protocol/language.ts'
import type { Parameters } from '../../protocol/parameters.ts'
import { matchRedirectUri } from '../../protocol/redirect-uri.ts'
import type { ClientDirectory } from '../../usecases/self-service/client-directory.ts'
import { noStore } from '../oidc/answer-error.ts'
import { readForm } from '../oidc/json-door.ts'
import { type AskLogoutProgress, sendLoggedOutPage, sendLogoutPage } from './logout.ts'
import { readLogoutHandle } from './logout-services.ts'
import type { AskingService, PageDoor } from './page-door.ts'
import { sendFormPost } from './send-response.ts'

interface Needs {
  readonly door: PageDoor
  readonly clients: ClientDirectory
  readonly logoutProgress: AskLogoutProgress
}

/** What an answer can consist of (AUTHZ-54, AUTHZ-55), in its order. */
const answerParameters = ['code', 'error', 'error_description', 'iss', 'state'] as const

interface Switch {
  readonly door: PageDoor
  readonly reply: FastifyReply
  readonly form: Parameters
  readonly language: Language
  /** The service that the page named, if it is one of ours. */
  readonly service: AskingService | undefined
  readonly logoutProgress: AskLogoutProgress
}

/** How each page is made again in another language. undefined: the form does not hold what that page needs. */
const pages: Readonly<Record<string, (change: Switch) => FastifyReply | Promise<FastifyReply> | undefined>> = {
  selector: (change) => toLogin(change, 'selector'),

  consent: (change) => toLogin(change, 'consent'),

  error({ door, reply, form, language, service }) {
    const kind = errorPageKinds.find((candidate) => candidate === form.get('kind'))
    const reference = form.get('reference') ?? ''
    const at = form.get('at') ?? ''
    if (kind === undefined || !/^[A-Za-z0-9-]{8,64}$/.test(reference) || !/^\d{1,11}$/.test(at)) return undefined
    const named = form.get('client') ?? ''
    const askedBy = /^[\w.:-]{1,255}$/.test(named) ? named : undefined
    const page = door.errorPage(language, { kind, reference, atSeconds: Number(at), askedBy }, service)
    return door.send(reply, 200, page, { formAction: 'self' })
  },

  'form-post'({ door, reply, form, language, service }) {
    if (service === undefined) return undefined
    // Only to an address of this very service: the page must not become a way to post elsewhere.
    const { redirectUris, applicationType, clientId } = service.client
    const action = matchRedirectUri(redirectUris, form.get('return') ?? '', applicationType)
    if (action === undefined) return undefined
    const parameters = answerParameters.flatMap((name) => {
      const value = form.get(`answer-${name}`)
      return value === undefined ? [] : [[name, value] as const]
    })
    return sendFormPost(
      door,
      reply,
      language,
      { kind: 'form', action, parameters },
      { clientId, onbehalfof: service.onbehalfof },
    )
  },

  // The services have been told already, so what is left of that page is the way on.
  'logging-out': async ({ door, reply, form, language, service, logoutProgress }) => {
    const logout = await logoutOf(form, logoutProgress)
    return sendLogoutPage(door, reply, language, { ...logout, calls: [], client: service?.client, parameters: form })
  },

  'logged-out': async ({ door, reply, form, language, service, logoutProgress }) => {
    const logout = await logoutOf(form, logoutProgress)
    return sendLoggedOutPage(door, reply, language, { ...logout, client: service?.client, called: form.get('called') })
  },
}

/** A page of a login under way is made anew by its own door. */
function toLogin({ reply, form }: Switch, page: 'selector' | 'consent'): FastifyReply | undefined {
  const login = form.get('login') ?? ''
  if (!/^[A-Za-z0-9_-]{50}$/.test(login)) return undefined
  return reply
    .code(303)
    .headers({ ...noStore, location: `/authorize/${page}?login=${login}` })
    .send()
}

/** How it goes with the services of the logout that the page named. */
async function logoutOf(form: Parameters, logoutProgress: AskLogoutProgress) {
  const handle = readLogoutHandle(form.get('logout'))
  return { handle, services: handle === undefined ? [] : ((await logoutProgress(handle)) ?? []) }
}

/**
 * `POST /language`: the citizen chooses a language (LANG-3, LANG-4) on a page without typed data, and gets that page again.
 * It is made anew from what the form says of it, and everything there is checked against closed sets and the registry.
 */
export const changeLanguage = ({ door, clients, logoutProgress }: Needs) => {
  const serviceOf = async (form: Parameters): Promise<AskingService | undefined> => {
    const clientId = form.get('service')
    const client = clientId === undefined ? undefined : await clients.find(clientId)
    if (client?.active !== true) return undefined
    const onbehalfof = form.get('onbehalfof')
    return onbehalfof === undefined ? { client } : { client, onbehalfof }
  }
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const form = readForm(request)
    const language = form.get('language')
    if (!isLanguage(language)) return door.sendError(request, reply, 400, 'bad-request')
    reply.header('set-cookie', [door.cookies.setLanguage(language)])
    const name = form.get('page') ?? ''
    const page = Object.hasOwn(pages, name) ? pages[name] : undefined
    const sent = await page?.({ door, reply, form, language, service: await serviceOf(form), logoutProgress })
    return sent ?? door.sendError(request, reply, 400, 'bad-request', undefined, language)
  }
}
