import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../../journey/actor.ts'
import type { VerificationRun } from '../../journey/records.ts'
import { isAllowed } from '../../journey/roles.ts'
import type { VerificationAnswers } from '../../journey/verification.ts'
import { checkReportPage, reportPage } from '../../pages/member/verification/report-page.ts'
import { verificationPage } from '../../pages/member/verification/verification-page.ts'
import { waiveTestPage } from '../../pages/operator/waive-test-page.ts'
import type { PortalEnvironment } from '../../pages/portal/portal-page.ts'
import type { CheckedReport } from '../../usecases/onboarding/verification/check-report.ts'
import type { TestResult } from '../../usecases/onboarding/verification/confirm-test.ts'
import type { readVerification } from '../../usecases/onboarding/verification/read-verification.ts'
import { type FormErrors, noErrors, type PortalDoors } from './portal-doors.ts'

export interface VerificationUseCases {
  readonly read: ReturnType<typeof readVerification>
  readonly open: (actor: Actor, orgno: string, id: string, answers: VerificationAnswers) => Promise<VerificationRun>
  readonly confirm: (actor: Actor, runId: string, testId: string, result: TestResult) => Promise<VerificationRun>
  readonly seal: (actor: Actor, runId: string) => Promise<VerificationRun>
  readonly waive: (actor: Actor, runId: string, testId: string, reason: string) => Promise<VerificationRun>
  readonly check: (pasted: string) => Promise<CheckedReport>
  /** Public keys that reports are signed with. */
  readonly publishedKeys: () => Promise<readonly unknown[]>
  readonly environmentNamed: (name: string) => PortalEnvironment | undefined
}

/** Verification of integrations, its reports, and what staff may waive. */
export function addVerificationDoors(app: FastifyInstance, doors: PortalDoors, useCases: VerificationUseCases): void {
  const path = '/o/:orgno/integrations/:id/verification'
  const at = async (request: FastifyRequest) => {
    const member = await doors.member(request)
    return { ...member, id: parameter(request, 'id') }
  }
  const render = async (request: FastifyRequest, errors: FormErrors, typed: URLSearchParams) => {
    const { frame, actor, orgno, id } = await at(request)
    const found = await useCases.read.ofIntegration(actor, orgno, id)
    const roles = [...(actor.roles[orgno] ?? []), ...(actor.testRoles?.[orgno] ?? [])]
    return verificationPage(
      frame,
      {
        ...found,
        environment: useCases.environmentNamed(found.integration.testEnvironment),
        mayRun: isAllowed(roles, 'verification.run', true),
        typed: (name) => typed.getAll(name),
      },
      errors,
    )
  }
  /** Does what a form of the page asks, and comes back to the page. */
  const act = async (
    request: FastifyRequest,
    reply: FastifyReply,
    work: (member: Awaited<ReturnType<typeof at>>, run: VerificationRun | undefined) => Promise<unknown>,
  ) => {
    const member = await at(request)
    return doors.tryForm(
      reply,
      member.language,
      async () => {
        const { run } = await useCases.read.ofIntegration(member.actor, member.orgno, member.id)
        await work(member, run)
        return reply.redirect(`/o/${member.orgno}/integrations/${member.id}/verification`, 303)
      },
      (errors) => render(request, errors, request.form),
    )
  }

  app.get(path, async (request, reply) => doors.page(reply, await render(request, noErrors, new URLSearchParams())))
  app.post(path, (request, reply) =>
    act(request, reply, ({ actor, orgno, id }) => useCases.open(actor, orgno, id, readAnswers(request.form))),
  )
  app.post(`${path}/tests/:test`, (request, reply) =>
    act(request, reply, async ({ actor }, run) => {
      const test = parameter(request, 'test')
      const { form } = request
      const result = { result: form.get(`result-${test}`) ?? '', note: form.get(`note-${test}`) ?? '' }
      await useCases.confirm(actor, run?.id ?? '', test, result)
    }),
  )
  app.post(`${path}/seal`, (request, reply) =>
    act(request, reply, ({ actor }, run) => useCases.seal(actor, run?.id ?? '')),
  )

  app.get(`${path}/report`, async (request, reply) => {
    const { frame, actor, orgno, id } = await at(request)
    const { run, clientName } = await useCases.read.report(actor, orgno, id)
    return doors.page(reply, reportPage(frame, run, clientName, useCases.environmentNamed(run.environment)))
  })
  app.get(`${path}/report.jws`, async (request, reply) => {
    const { actor, orgno, id } = await at(request)
    const { run } = await useCases.read.report(actor, orgno, id)
    return download(reply, `${run.id}.jws`, 'application/jose').send(run.report)
  })
  app.get(`${path}/report.json`, async (request, reply) => {
    const { actor, orgno, id } = await at(request)
    const { run } = await useCases.read.report(actor, orgno, id)
    const content = Buffer.from(run.report?.split('.')[1] ?? '', 'base64url').toString('utf8')
    return download(reply, `${run.id}.json`, 'application/json; charset=utf-8').send(content)
  })

  app.get('/verify/report', async (request, reply) => {
    const { frame } = await doors.visit(request)
    return doors.page(reply, checkReportPage(frame, '', undefined))
  })
  app.post('/verify/report', async (request, reply) => {
    const { frame } = await doors.visit(request)
    const pasted = request.form.get('report') ?? ''
    return doors.page(reply, checkReportPage(frame, pasted, await useCases.check(pasted)))
  })
  app.get('/verify/jwks', async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(JSON.stringify({ keys: await useCases.publishedKeys() })),
  )

  app.get('/operator/runs/:id', async (request, reply) => {
    const { frame, actor } = await doors.signedIn(request)
    const run = await useCases.read.ofStaff(actor, parameter(request, 'id'))
    return doors.page(reply, waiveTestPage(frame, run, '', noErrors))
  })
  app.post('/operator/runs/:id/waivers', async (request, reply) => {
    const { frame, actor, language } = await doors.signedIn(request)
    const id = parameter(request, 'id')
    const test = request.form.get('test') ?? ''
    const reason = request.form.get(`reason-${test}`) ?? ''
    const run = await useCases.read.ofStaff(actor, id)
    return doors.tryForm(
      reply,
      language,
      async () => {
        await useCases.waive(actor, id, test, reason)
        return reply.redirect(`/operator/runs/${id}`, 303)
      },
      (errors) =>
        waiveTestPage(frame, run, reason, {
          summary: errors.summary.map(({ text }) => ({ fieldId: `f-reason-${test}`, text })),
          of: (name) => (name === `reason-${test}` ? errors.of('reason') : undefined),
        }),
    )
  })
}

function readAnswers(form: URLSearchParams): VerificationAnswers {
  const uses = form.getAll('uses')
  return {
    levels: (['substantial', 'high'] as const).filter((level) => form.getAll('levels').includes(level)),
    promptLogin: uses.includes('prompt_login'),
    uiLocales: uses.includes('ui_locales'),
    onbehalfof: uses.includes('onbehalfof'),
    usersWithoutAccess: uses.includes('users_without_access'),
    idleMinutes: Number(form.get('idle_minutes') ?? ''),
  }
}

const parameter = (request: FastifyRequest, name: string): string =>
  String((request.params as Readonly<Record<string, unknown>>)[name] ?? '')

const download = (reply: FastifyReply, name: string, type: string): FastifyReply =>
  reply.type(type).header('content-disposition', `attachment; filename="${name}"`)
