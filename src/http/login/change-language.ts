import type { FastifyReply, FastifyRequest } from 'fastify'
import { errorPage, errorPageKinds } from '../../pages/error-page.ts'
import { isLanguage } from '../../protocol/language.ts'
import type { Parameters } from '../../protocol/parameters.ts'
import type { ClientDirectory } from '../../usecases/self-service/client-directory.ts'
import { noStore } from '../oidc/answer-error.ts'
import { readForm } from '../oidc/json-door.ts'
import { clockTime } from './clock-time.ts'
import { sendLoggedOutPage } from './logout.ts'
import type { AskingService, PageDoor } from './page-door.ts'

interface Needs {
  readonly door: PageDoor
  readonly clients: ClientDirectory
}

/**
 * `POST /language`: the citizen chooses a language (LANG-3, LANG-4) on a page without typed data, and gets that page again.
 * An error page is made anew from its kind, reference and time; everything is checked against closed sets.
 */
export const changeLanguage = ({ door, clients }: Needs) => {
  const serviceOf = async (form: Parameters): Promise<AskingService | undefined> => {
    const clientId = form.get('service')
    const client = clientId === undefined ? undefined : await clients.find(clientId)
    return client?.active === true ? { client } : undefined
  }
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const form = readForm(request)
    const language = form.get('language')
    if (!isLanguage(language)) return door.sendError(request, reply, 400, 'bad-request')
    reply.header('set-cookie', [door.cookies.setLanguage(language)])
    const login = form.get('login')
    if (form.get('page') === 'selector' && login !== undefined && /^[A-Za-z0-9_-]{43}$/.test(login))
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
      const hidden = ['page', 'kind', 'reference', 'at'].map((name) => [name, form.get(name) ?? ''] as const)
      const own = {
        kind: 'own',
        action: '/language',
        hidden: service === undefined ? hidden : [...hidden, ['service', service.client.clientId] as const],
      } as const
      const page = errorPage(door.frame(language, own, service), {
        kind,
        reference,
        time: clockTime(language, Number(at)),
      })
      return door.send(reply, 200, page, { formAction: 'self' })
    }
    return sendLoggedOutPage(door, reply, language, service?.client)
  }
}
