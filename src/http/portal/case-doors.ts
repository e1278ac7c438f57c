import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { mostCaseFileBytes, mostCaseFiles } from '../../journey/case-files.ts'
import type { CaseForm } from '../../journey/case-form.ts'
import { isAllowed } from '../../journey/roles.ts'
import { type CaseView, casePage, casesPage, newCasePage } from '../../pages/member/cases/case-pages.ts'
import {
  caseConfirmedPage,
  caseSentPage,
  confirmCasePage,
  publicCasePage,
} from '../../pages/member/cases/public-case-pages.ts'
import type { PortalEnvironment } from '../../pages/portal/portal-page.ts'
import type { answerCase, closeCase, isOpenForAnswers } from '../../usecases/onboarding/cases/answer-case.ts'
import type { openCase } from '../../usecases/onboarding/cases/open-case.ts'
import type { listCases, readCase, readCaseFile } from '../../usecases/onboarding/cases/read-case.ts'
import type { confirmCase, readCaseLink, requestCase } from '../../usecases/onboarding/cases/request-case.ts'
import type { listDrafts } from '../../usecases/onboarding/inbound/finish-draft.ts'
import type { PublicForms } from '../../usecases/onboarding/public-forms.ts'
import { mailLanguageOf } from './mail-language-of.ts'
import { withFiles } from './multipart-form.ts'
import { type FormErrors, noErrors, type PortalDoors, type SignedInVisit } from './portal-doors.ts'
import { fromOf } from './sign-in-doors.ts'
import { typedIn } from './typed-in.ts'

export interface CaseUseCases {
  readonly environments: readonly PortalEnvironment[]
  readonly nowSeconds: () => number
  readonly publicForms: PublicForms
  readonly organisationName: (orgno: string) => Promise<string | undefined>
  readonly request: ReturnType<typeof requestCase>
  readonly readLink: ReturnType<typeof readCaseLink>
  readonly confirm: ReturnType<typeof confirmCase>
  readonly list: ReturnType<typeof listCases>
  readonly drafts: ReturnType<typeof listDrafts>
  readonly open: ReturnType<typeof openCase>
  readonly read: ReturnType<typeof readCase>
  readonly answer: ReturnType<typeof answerCase>
  readonly close: ReturnType<typeof closeCase>
  readonly isOpenForAnswers: typeof isOpenForAnswers
  readonly file: ReturnType<typeof readCaseFile>
}

interface OfOrganisation {
  readonly Params: { readonly orgno: string }
}
interface OfCase {
  readonly Params: { readonly orgno: string; readonly no: string }
}

/** A form with all the files that a case may have, and room for its texts. */
const mostFormBytes = mostCaseFiles * mostCaseFileBytes + 200_000

/** `/support` for anybody, `/o/:orgno/cases` for members (§16). */
export function addCaseDoors(app: FastifyInstance, doors: PortalDoors, useCases: CaseUseCases): void {
  addPublicDoors(app, doors, useCases)

  app.get<OfOrganisation>('/o/:orgno/cases', async (request, reply) => {
    const { frame, actor, orgno } = await doors.member(request)
    const cases = await useCases.list(actor, orgno)
    const drafts = await useCases.drafts(actor, orgno)
    return doors.page(reply, casesPage(frame, { orgno, cases, mayWrite: mayWrite(actor, orgno), drafts }))
  })

  app.get<OfOrganisation>('/o/:orgno/cases/new', async (request, reply) => {
    const { frame, orgno } = await doors.member(request)
    const data = { values: askedValues(request), errors: noErrors, environments: useCases.environments }
    return doors.page(reply, newCasePage(frame, orgno, data))
  })

  const viewOf = async (
    { actor, orgno }: SignedInVisit & { readonly orgno: string },
    caseNo: string,
    errors: FormErrors,
    values: Readonly<Record<string, string>>,
  ): Promise<CaseView> => {
    const about = await useCases.read(actor, orgno, caseNo)
    const mayReadLog = isAllowed([...(actor.roles[orgno] ?? []), ...actor.operatorRoles], 'protocol-log.read', true)
    return {
      about,
      environment: useCases.environments.find(({ name }) => name === about.environment),
      errors,
      values,
      mayWrite: mayWrite(actor, orgno),
      isOpenForAnswers: useCases.isOpenForAnswers(about, useCases.nowSeconds()),
      logAddress:
        mayReadLog && about.clientId !== undefined && about.environment !== undefined
          ? `/o/${orgno}/clients/${about.environment}/${encodeURIComponent(about.clientId)}`
          : undefined,
    }
  }

  app.get<OfCase>('/o/:orgno/cases/:no', async (request, reply) => {
    const visit = await doors.member(request)
    return doors.page(reply, casePage(visit.frame, await viewOf(visit, request.params.no, noErrors, {})))
  })

  app.post<OfCase>('/o/:orgno/cases/:no/solved', async (request, reply) => {
    const { actor, orgno } = await doors.member(request)
    await useCases.read(actor, orgno, request.params.no)
    await useCases.close(actor, request.params.no)
    return reply.redirect(`/o/${orgno}/cases/${request.params.no}`, 303)
  })

  withFiles(app, mostFormBytes, (inner) => {
    inner.post<OfOrganisation>('/o/:orgno/cases/new', { bodyLimit: mostFormBytes }, async (request, reply) => {
      const visit = await doors.member(request)
      const { frame, actor, orgno, user, language } = visit
      return doors.tryForm(
        reply,
        language,
        async () => {
          const person = {
            contact: { name: actor.name, email: user?.email ?? '' },
            language: user?.language ?? mailLanguageOf(language),
          }
          const caseNo = await useCases.open(actor, orgno, person, caseFormOf(request), request.files)
          return reply.redirect(`/o/${orgno}/cases/${caseNo}`, 303)
        },
        (errors) =>
          newCasePage(frame, orgno, {
            values: Object.fromEntries(request.form),
            errors,
            environments: useCases.environments,
          }),
      )
    })

    inner.post<OfCase>('/o/:orgno/cases/:no/messages', { bodyLimit: mostFormBytes }, async (request, reply) => {
      const visit = await doors.member(request)
      const { actor, orgno, language, frame } = visit
      const { no } = request.params
      return doors.tryForm(
        reply,
        language,
        async () => {
          await useCases.read(actor, orgno, no)
          await useCases.answer(actor, no, typedIn(request)('text'), request.files)
          return reply.redirect(`/o/${orgno}/cases/${no}`, 303)
        },
        async (errors) => casePage(frame, await viewOf(visit, no, errors, Object.fromEntries(request.form))),
      )
    })
  })

  app.get<{ Params: { no: string; id: string } }>('/cases/:no/files/:id', async (request, reply) => {
    const { actor } = await doors.signedIn(request)
    const file = await useCases.file(actor, request.params.no, request.params.id)
    return (
      reply
        .type(file.type)
        // Never shown by the browser as a page of ours, whatever it holds.
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
        .send(Buffer.from(file.base64, 'base64'))
    )
  })
}

function addPublicDoors(app: FastifyInstance, doors: PortalDoors, useCases: CaseUseCases): void {
  const page = async (
    request: FastifyRequest,
    values: Readonly<Record<string, string>>,
    errors: FormErrors = noErrors,
  ) => {
    const { frame, actor } = await doors.visit(request)
    const orgnos = Object.keys(actor?.roles ?? {}).filter((orgno) => mayWrite(actor, orgno))
    const query = new URLSearchParams(values).toString()
    const own = await Promise.all(
      orgnos.map(async (orgno) => ({
        name: (await useCases.organisationName(orgno)) ?? orgno,
        address: `/o/${orgno}/cases/new${query === '' ? '' : `?${query}`}`,
      })),
    )
    const { environments, publicForms } = useCases
    return publicCasePage(frame, { values, errors, environments, formToken: publicForms.token(), own })
  }

  app.get('/support', async (request, reply) => doors.page(reply, await page(request, askedValues(request))))

  app.post('/support', async (request, reply) => {
    const { frame, language } = await doors.visit(request)
    const typed = typedIn(request)
    return doors.tryForm(
      reply,
      language,
      async (): Promise<FastifyReply> => {
        const asked = {
          name: typed('name'),
          email: typed('email'),
          language: mailLanguageOf(language),
          form: caseFormOf(request),
        }
        await useCases.request(asked, fromOf(request), () =>
          useCases.publicForms.accept('support', typed('form_token'), request.ip),
        )
        return doors.page(reply, caseSentPage(frame, asked.email.trim()))
      },
      (errors) => page(request, Object.fromEntries(request.form), errors),
    )
  })

  app.get<{ Params: { token: string } }>('/support/confirm/:token', async (request, reply) => {
    const { frame } = await doors.visit(request)
    await useCases.readLink(request.params.token)
    return doors.page(reply, confirmCasePage(frame, request.params.token))
  })

  app.post<{ Params: { token: string } }>('/support/confirm/:token', async (request, reply) => {
    const { frame } = await doors.visit(request)
    const caseNo = await useCases.confirm(request.params.token, fromOf(request))
    return doors.page(reply, caseConfirmedPage(frame, caseNo))
  })
}

const mayWrite = (actor: SignedInVisit['actor'] | undefined, orgno: string): boolean =>
  isAllowed(actor?.roles[orgno] ?? [], 'case.write', true)

const caseFormOf = (request: FastifyRequest): CaseForm => {
  const typed = typedIn(request)
  return {
    clientId: typed('clientId'),
    environment: typed('environment'),
    category: typed('category'),
    severity: typed('severity'),
    subject: typed('subject'),
    description: typed('description'),
    occurredAt: typed('occurredAt'),
    reference: typed('reference'),
  }
}

/** What a link from an error page fills in (ONB-157). */
function askedValues(request: FastifyRequest): Readonly<Record<string, string>> {
  const query = request.query as Readonly<Record<string, unknown>>
  const asked = (name: string, most: number) => (typeof query[name] === 'string' ? query[name].slice(0, most) : '')
  const [error, time] = [asked('error', 100), asked('time', 100)]
  const values: Record<string, string> = {
    clientId: asked('client_id', 255) || asked('clientId', 255),
    environment: asked('environment', 40),
    reference: asked('reference', 100),
    occurredAt: time || asked('occurredAt', 100),
    subject: error === '' ? asked('subject', 150) : error,
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}
