import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor } from '../../journey/actor.ts'
import type { HouseHealth } from '../../journey/operation.ts'
import { healthPage } from '../../pages/operator/health-page.ts'
import { type KeysOfEnvironment, keysPage } from '../../pages/operator/keys-page.ts'
import { outboxMailPage } from '../../pages/operator/outbox-mail-page.ts'
import { outboxPage, outboxStatuses } from '../../pages/operator/outbox-page.ts'
import type { readMail, readOutbox } from '../../usecases/onboarding/console/read-outbox.ts'
import type { removeMail, retryMail } from '../../usecases/onboarding/console/work-outbox.ts'
import { type FormErrors, noErrors, type PortalDoors, type SignedInVisit } from './portal-doors.ts'

export interface ConsoleUseCases {
  readonly readOutbox: ReturnType<typeof readOutbox>
  readonly readMail: ReturnType<typeof readMail>
  readonly retryMail: ReturnType<typeof retryMail>
  readonly removeMail: ReturnType<typeof removeMail>
  readonly readHealth: (actor: Actor) => Promise<HouseHealth>
  readonly readSigningKeys: (actor: Actor) => Promise<readonly KeysOfEnvironment[]>
}

/** What the operator's staff see of the house itself: outbox, health and signing keys. */
export function addConsoleDoors(app: FastifyInstance, doors: PortalDoors, useCases: ConsoleUseCases): void {
  app.get('/operator/outbox', async (request, reply) => {
    const { actor, frame } = await doors.signedIn(request)
    const status = outboxStatuses.find((known) => known === asked(request, 'status'))
    const code = asked(request, 'code').trim().slice(0, 10).toUpperCase()
    const outbox = await useCases.readOutbox(actor, {
      ...(status === undefined ? {} : { status }),
      ...(code === '' ? {} : { code }),
    })
    return doors.page(reply, outboxPage(frame, { ...outbox, filter: { status: status ?? '', code } }))
  })

  const mailView = async ({ actor, frame }: SignedInVisit, id: string, reason = '', errors: FormErrors = noErrors) =>
    outboxMailPage(frame, await useCases.readMail(actor, id), reason, errors)

  app.get('/operator/outbox/:id', async (request, reply) =>
    doors.page(reply, await mailView(await doors.signedIn(request), idOf(request))),
  )

  app.post('/operator/outbox/:id/retry', async (request, reply) => {
    const visit = await doors.signedIn(request)
    const id = idOf(request)
    return doors.tryForm(
      reply,
      visit.language,
      async () => {
        await useCases.retryMail(visit.actor, id)
        return reply.redirect(`/operator/outbox/${id}`, 303)
      },
      (errors) => mailView(visit, id, '', errors),
    )
  })

  app.post('/operator/outbox/:id/remove', async (request, reply) => {
    const visit = await doors.signedIn(request)
    const id = idOf(request)
    const reason = request.form.get('reason') ?? ''
    return doors.tryForm(
      reply,
      visit.language,
      async () => {
        await useCases.removeMail(visit.actor, id, reason)
        return reply.redirect(`/operator/outbox/${id}`, 303)
      },
      (errors) => mailView(visit, id, reason, errors),
    )
  })

  app.get('/operator/health', async (request, reply) => {
    const { actor, frame } = await doors.signedIn(request)
    return doors.page(reply, healthPage(frame, await useCases.readHealth(actor)))
  })

  app.get('/health/channels', async (request, reply) => {
    const { actor } = await doors.signedIn(request)
    return reply
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(healthAnswer(await useCases.readHealth(actor))))
  })

  app.get('/operator/keys', async (request, reply) => {
    const { actor, frame } = await doors.signedIn(request)
    return doors.page(reply, keysPage(frame, await useCases.readSigningKeys(actor)))
  })
}

/** The same figures for a program that watches (ONB-188). Seconds since 1970. */
const healthAnswer = (health: HouseHealth) => ({
  at: health.atSeconds,
  alerts: health.alerts,
  mail: {
    queued: health.mail.queued,
    held: health.mail.held,
    failed: health.mail.failed,
    oldest_queued_at: health.mail.oldestQueuedAtSeconds,
    last_success_at: health.mail.lastSuccessAtSeconds,
  },
  sms: { last_success_at: health.sms.lastSuccessAtSeconds },
  queue: { open: health.queue.open, late: health.queue.late, oldest_at: health.queue.oldestAtSeconds },
  database_bytes: health.databaseBytes,
  environments: health.environments.map(({ name, answers, registryVersion }) => ({
    name,
    answers,
    registry_version: registryVersion,
  })),
  journal: {
    records: health.journal.records,
    head: health.journal.head,
    verified_at: health.journal.verified?.atSeconds ?? null,
    whole: health.journal.verified?.ok ?? null,
  },
  jobs: health.jobs.map(({ name, atSeconds, ok }) => ({ name, at: atSeconds, ok })),
})

const idOf = (request: FastifyRequest): string => String((request.params as Readonly<Record<string, unknown>>).id ?? '')

const asked = (request: FastifyRequest, name: string): string => {
  const value = (request.query as Readonly<Record<string, unknown>>)[name]
  return typeof value === 'string' ? value : ''
}
