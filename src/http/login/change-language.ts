import type { FastifyReply, FastifyRequest } from 'fastify'
import { errorPageKinds } from '../../pages/error-page.ts'
import { isLanguage } from '../../protocol/language.ts'
import type { Parameters } from '../../protocol/parameters.ts'
import { matchRedirectUri } from '../../protocol/redirect-uri.ts'
import type { ClientDirectory } from '../../usecases/self-service/client-directory.ts'
import { noStore } from '../oidc/answer-error.ts'
import { readForm } from '../oidc/json-door.ts'
import { sendLoggedOutPage } from './logout.ts'
import type { AskingService, PageDoor } from './page-door.ts'
import { sendFormPost } from './send-response.ts'

interface Needs {
  readonly door: PageDoor
  readonly clients: ClientDirectory
}

/** What an answer can consist of (AUTHZ-54, AUTHZ-55), in its order. */
const answerParameters = ['code', 'error', 'error_description', 'iss', 'state'] as const

/**
 * `POST /language`: the citizen chooses a language (LANG-3, LANG-4) on a page without typed data, and gets that page again.
 * An error page is made anew from its kind, reference and time; everything is checked against closed sets.
 */
export const changeLanguage = ({ door, clients }: Needs) => {
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
    const login = form.get('login')
    if (form.get('page') === 'selector' && login !== undefined && /^[A-Za-z0-9_-]{50}$/.test(login))
      return reply
        .code(303)
        .headers({ ...noStore, location: `/authorize/selector?login=${login}` })
        .send()
    const service = await serviceOf(form)
    const kind = errorPageKinds.find((candidate) => candidate === form.get('kind'))
    const reference = form.get('reference') ?? ''
    const at = form.get('at') ?? ''
    if (
      form.get('page') === 'error' &&
      kind !== undefined &&
      /^[A-Za-z0-9-]{8,64}$/.test(reference) &&
      /^\d{1,11}$/.test(at)
    ) {
      const page = door.errorPage(language, { kind, reference, atSeconds: Number(at) }, service)
      return door.send(reply, 200, page, { formAction: 'self' })
    }
    if (form.get('page') === 'form-post' && service !== undefined) {
      // Only to an address of this very service: the page must not become a way to post elsewhere.
      const { redirectUris, applicationType } = service.client
      const action = matchRedirectUri(redirectUris, form.get('return') ?? '', applicationType)
      const parameters = answerParameters.flatMap((name) => {
        const value = form.get(`answer-${name}`)
        return value === undefined ? [] : [[name, value] as const]
      })
      if (action !== undefined)
        return sendFormPost(door, reply, language, { kind: 'form', action, parameters }, service.client.clientId)
    }
    if (form.get('page') !== 'logged-out')
      return door.sendError(request, reply, 400, 'bad-request', undefined, language)
    return sendLoggedOutPage(door, reply, language, service?.client)
  }
}
