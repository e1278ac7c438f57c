import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../../journey/actor.ts'
import { testUsersPage } from '../../pages/member/test-users/test-users-page.ts'
import type { PortalEnvironment } from '../../pages/portal/portal-page.ts'
import type { TestUserOrder } from '../../usecases/onboarding/test-users/order-test-users.ts'
import type { readTestUsers } from '../../usecases/onboarding/test-users/read-test-users.ts'
import { type FormErrors, noErrors, type PortalDoors } from './portal-doors.ts'

export interface TestUserUseCases {
  readonly read: ReturnType<typeof readTestUsers>
  readonly order: (actor: Actor, orgno: string, order: TestUserOrder) => Promise<'handed-out' | 'asked'>
  readonly adopt: (actor: Actor, orgno: string, typed: string) => Promise<void>
  readonly label: (actor: Actor, orgno: string, ref: string, label: string) => Promise<void>
  readonly reset: (actor: Actor, orgno: string, ref: string | undefined) => Promise<number>
  readonly environment: PortalEnvironment
}

/** The test users of an organisation. */
export function addTestUserDoors(app: FastifyInstance, doors: PortalDoors, useCases: TestUserUseCases): void {
  const path = '/o/:orgno/test-users'

  const render = async (request: FastifyRequest, errors: FormErrors, typed: URLSearchParams) => {
    const { frame, actor, orgno } = await doors.member(request)
    const users = await useCases.read.list(actor, orgno)
    const asked = (request.query as Readonly<Record<string, unknown>>).asked === '1'
    const { environment } = useCases
    return testUsersPage(frame, { orgno, environment, users, asked, typed: (name) => typed.getAll(name) }, errors)
  }
  const act = async (
    request: FastifyRequest,
    reply: FastifyReply,
    work: (actor: Actor, orgno: string, form: URLSearchParams) => Promise<unknown>,
  ) => {
    const { actor, orgno, language } = await doors.member(request)
    const { form } = request
    return doors.tryForm(
      reply,
      language,
      async () => {
        const suffix = (await work(actor, orgno, form)) === 'asked' ? '?asked=1' : ''
        return reply.redirect(`/o/${orgno}/test-users${suffix}`, 303)
      },
      (errors) => {
        // A number that was refused is not shown again: it may be that of a person (VER-81).
        const typed = new URLSearchParams([...form].filter(([name]) => name !== 'pid'))
        const ref = form.get('user')
        if (ref !== null) typed.set(`label-${ref}`, form.get('label') ?? '')
        return render(request, errors, typed)
      },
    )
  }

  app.get(path, async (request, reply) => doors.page(reply, await render(request, noErrors, new URLSearchParams())))
  app.post(path, (request, reply) =>
    act(request, reply, (actor, orgno, form) =>
      useCases.order(actor, orgno, {
        count: Number(form.get('count') ?? ''),
        traits: form.getAll('traits'),
        wish: form.get('wish') ?? '',
      }),
    ),
  )
  app.post(`${path}/adopt`, (request, reply) =>
    act(request, reply, (actor, orgno, form) => useCases.adopt(actor, orgno, form.get('pid') ?? '')),
  )
  app.post(`${path}/label`, (request, reply) =>
    act(request, reply, (actor, orgno, form) =>
      useCases.label(actor, orgno, form.get('user') ?? '', form.get('label') ?? ''),
    ),
  )
  app.post(`${path}/reset`, (request, reply) =>
    act(request, reply, (actor, orgno, form) => useCases.reset(actor, orgno, form.get('user') ?? undefined)),
  )
  app.get(`${path}/export`, async (request, reply) => {
    const { actor, orgno } = await doors.member(request)
    const isCsv = (request.query as Readonly<Record<string, unknown>>).format === 'csv'
    const content = await useCases.read.export(actor, orgno, isCsv ? 'csv' : 'json')
    return reply
      .type(isCsv ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="test-users-${orgno}.${isCsv ? 'csv' : 'json'}"`)
      .send(content)
  })
}
