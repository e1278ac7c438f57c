import type { FastifyInstance } from 'fastify'
import type { Actor } from '../../journey/actor.ts'
import { type TermsVersion, termsChapters } from '../../journey/records.ts'
import { JourneyRefusal } from '../../journey/refusal.ts'
import { isAllowed } from '../../journey/roles.ts'
import { termsLanguages } from '../../pages/operator/operator-terms-page.ts'
import { paperTermsPage } from '../../pages/operator/paper-terms-page.ts'
import type { PaperTerms, readPaperTerms } from '../../usecases/onboarding/terms/paper-terms.ts'
import { type FormErrors, noErrors, type PortalDoors, type SignedInVisit } from './portal-doors.ts'

export interface PaperTermsUseCases {
  readonly versions: () => Promise<readonly TermsVersion[]>
  readonly waiting: ReturnType<typeof readPaperTerms>
  readonly register: (actor: Actor, paper: PaperTerms) => Promise<void>
  readonly confirm: (actor: Actor, id: string) => Promise<void>
  readonly discard: (actor: Actor, id: string, reason: string) => Promise<void>
}

const path = '/operator/terms/paper'

/** Terms that were accepted on paper, before the staff (ONB-34). */
export function addPaperTermsDoors(app: FastifyInstance, doors: PortalDoors, useCases: PaperTermsUseCases): void {
  const page = async ({ actor, frame }: SignedInVisit, typed: URLSearchParams, errors: FormErrors) =>
    paperTermsPage(frame, {
      waiting: await useCases.waiting(actor),
      versions: await useCases.versions(),
      mayRegister: isAllowed(actor.operatorRoles, 'terms.register-paper', false),
      mayConfirm: isAllowed(actor.operatorRoles, 'terms.confirm-paper', false),
      typed: (name) => typed.getAll(name),
      errors,
    })

  app.get(path, async (request, reply) =>
    doors.page(reply, await page(await doors.signedIn(request), new URLSearchParams(), noErrors)),
  )

  app.post(path, async (request, reply) => {
    const visit = await doors.signedIn(request)
    return doors.tryForm(
      reply,
      visit.language,
      async () => {
        await useCases.register(visit.actor, readPaper(request.form))
        return reply.redirect(path, 303)
      },
      (errors) => page(visit, request.form, errors),
    )
  })

  app.post(`${path}/confirm`, async (request, reply) => {
    const visit = await doors.signedIn(request)
    return doors.tryForm(
      reply,
      visit.language,
      async () => {
        await useCases.confirm(visit.actor, request.form.get('paper') ?? '')
        return reply.redirect(path, 303)
      },
      (errors) => page(visit, new URLSearchParams(), errors),
    )
  })

  app.post(`${path}/discard`, async (request, reply) => {
    const visit = await doors.signedIn(request)
    const id = request.form.get('paper') ?? ''
    const field = `reason-${id}`
    const reason = request.form.get(field) ?? ''
    return doors.tryForm(
      reply,
      visit.language,
      async () => {
        await inField(field, () => useCases.discard(visit.actor, id, reason))
        return reply.redirect(path, 303)
      },
      (errors) => page(visit, new URLSearchParams({ [field]: reason }), errors),
    )
  })
}

/** Every paper on the page has a reason of its own: what is wrong is told at the one that was sent. */
async function inField(field: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (refusal) {
    if (!(refusal instanceof JourneyRefusal)) throw refusal
    const [first, ...rest] = refusal.breaches.map((one) => (one.field === 'reason' ? { ...one, field } : one))
    throw first === undefined ? refusal : new JourneyRefusal(first, ...rest)
  }
}

function readPaper(form: URLSearchParams): PaperTerms {
  const typed = (name: string) => (form.get(name) ?? '').trim()
  const chapters = form.getAll('chapters')
  return {
    orgno: typed('orgno').replaceAll(' ', ''),
    version: typed('version'),
    chapters: termsChapters.filter((chapter) => chapters.includes(chapter)),
    language: termsLanguages.find((one) => one === typed('text_language')) ?? 'nb',
    signatoryName: typed('signatory_name').slice(0, 200),
    fileHash: typed('file_sha256').toLowerCase(),
  }
}
