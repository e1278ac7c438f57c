import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor } from '../../journey/actor.ts'
import {
  type MailLanguage,
  type TermsAcceptance,
  type TermsChapter,
  type TermsVersion,
  termsChapters,
} from '../../journey/records.ts'
import { refuse } from '../../journey/refusal.ts'
import { isAllowed } from '../../journey/roles.ts'
import { acceptTermsPage, withdrawTermsPage } from '../../pages/member/terms/accept-terms-page.ts'
import { ownTermsPage } from '../../pages/member/terms/own-terms-page.ts'
import { publicTermsPage } from '../../pages/member/terms/public-terms-page.ts'
import {
  newTermsPage,
  operatorTermsPage,
  previewTermsPage,
  termsLanguages,
} from '../../pages/operator/operator-terms-page.ts'
import type { Language } from '../../protocol/language.ts'
import type { AcceptTermsCommand } from '../../usecases/onboarding/terms/accept-terms.ts'
import type { PublishTermsCommand } from '../../usecases/onboarding/terms/publish-terms.ts'
import type { readTerms } from '../../usecases/onboarding/terms/read-terms.ts'
import { noErrors, type PortalDoors } from './portal-doors.ts'

export interface TermsUseCases {
  readonly read: ReturnType<typeof readTerms>
  readonly accept: (actor: Actor, orgno: string, command: AcceptTermsCommand) => Promise<TermsAcceptance>
  readonly withdraw: (actor: Actor, orgno: string, reason: string) => Promise<void>
  readonly becomeTestSignatory: (actor: Actor, orgno: string) => Promise<void>
  /** Judges without writing; answers the version as it would be. */
  readonly preview: (actor: Actor, command: PublishTermsCommand) => Promise<TermsVersion>
  readonly publish: (actor: Actor, command: PublishTermsCommand) => Promise<TermsVersion>
  /** Refuses what is not fresh enough for signing (ONB-17). */
  readonly requireFresh: (actor: Actor) => void
  readonly hasRealProduction: boolean
  readonly nowSeconds: () => number
}

/** The terms of use: for everybody, for organisations and for the operator. */
export function addTermsDoors(app: FastifyInstance, doors: PortalDoors, useCases: TermsUseCases): void {
  app.get('/terms', async (request, reply) => {
    const { frame } = await doors.visit(request)
    const [versions, inForce] = [await useCases.read.versions(), await useCases.read.inForce()]
    const nowSeconds = useCases.nowSeconds()
    return doors.page(reply, publicTermsPage(frame, { shown: inForce, inForce, versions, nowSeconds }))
  })

  app.get('/terms/:version', async (request, reply) => {
    const { frame } = await doors.visit(request)
    const [versions, inForce] = [await useCases.read.versions(), await useCases.read.inForce()]
    const shown = versions.find(({ id }) => id === parameter(request, 'version'))
    if (shown === undefined) refuse('not_found', 'there is no such version of the terms')
    return doors.page(reply, publicTermsPage(frame, { shown, inForce, versions, nowSeconds: useCases.nowSeconds() }))
  })

  app.get('/o/:orgno/terms', async (request, reply) => {
    const { frame, actor, orgno, language } = await doors.member(request)
    const roles = [...(actor.roles[orgno] ?? []), ...actor.operatorRoles]
    const terms = await useCases.read.ofOrganisation(orgno)
    const isMember = (actor.roles[orgno] ?? []).length > 0
    const maySign = isAllowed(roles, 'terms.accept', false)
    const isAccepted = terms.chapters.some(({ standing }) => ['ACCEPTED', 'OUTDATED'].includes(standing.status))
    return doors.page(
      reply,
      ownTermsPage(frame, {
        ...terms,
        orgno,
        maySign,
        mayWithdraw: isAccepted && isAllowed(roles, 'terms.withdraw', false),
        mayBecomeSignatory: isMember && !maySign && !useCases.hasRealProduction,
        language: mailLanguage(language),
      }),
    )
  })

  app.post('/o/:orgno/terms/test-signatory', async (request, reply) => {
    const { actor, orgno } = await doors.member(request)
    await useCases.becomeTestSignatory(actor, orgno)
    return reply.redirect(`/o/${orgno}/terms`, 303)
  })

  app.get('/o/:orgno/terms/accept', async (request, reply) => {
    const { frame, actor, orgno } = await doors.member(request)
    // Before the text is read: a form that is sent cannot be sent again after a login.
    useCases.requireFresh(actor)
    const { toAccept } = await useCases.read.ofOrganisation(orgno)
    if (toAccept === undefined) refuse('not_found', 'no terms have been published')
    const query = new URL(request.url, 'http://portal.invalid').searchParams
    const chapters = chaptersOf(query.getAll('chapters'), toAccept)
    const page = acceptTermsPage(frame, orgno, toAccept, chapters, asLanguage(query.get('text_language')), noErrors)
    return doors.page(reply, page)
  })

  app.post('/o/:orgno/terms/accept', async (request, reply) => {
    const { frame, actor, orgno, language, session } = await doors.member(request)
    const { form } = request
    const version = (await useCases.read.versions()).find(({ id }) => id === form.get('version'))
    if (version === undefined) refuse('not_found', 'there is no such version of the terms')
    const chapters = chaptersOf(form.getAll('chapters'), version)
    const textLanguage = asLanguage(form.get('text_language'))
    return doors.tryForm(
      reply,
      language,
      async () => {
        await useCases.accept(actor, orgno, {
          version: version.id,
          chapters,
          language: textLanguage,
          textHash: form.get('text_hash') ?? '',
          hasRead: form.get('has_read') === 'yes',
          sealedIdentity: session.sealedPid,
        })
        return reply.redirect(`/o/${orgno}/terms`, 303)
      },
      (errors) => acceptTermsPage(frame, orgno, version, chapters, textLanguage, errors),
    )
  })

  app.get('/o/:orgno/terms/withdraw', async (request, reply) => {
    const { frame, actor, orgno } = await doors.member(request)
    useCases.requireFresh(actor)
    return doors.page(reply, withdrawTermsPage(frame, orgno, '', noErrors))
  })

  app.post('/o/:orgno/terms/withdraw', async (request, reply) => {
    const { frame, actor, orgno, language } = await doors.member(request)
    const reason = request.form.get('reason') ?? ''
    return doors.tryForm(
      reply,
      language,
      async () => {
        await useCases.withdraw(actor, orgno, reason)
        return reply.redirect(`/o/${orgno}/terms`, 303)
      },
      (errors) => withdrawTermsPage(frame, orgno, reason, errors),
    )
  })

  addOperatorDoors(app, doors, useCases)
}

function addOperatorDoors(app: FastifyInstance, doors: PortalDoors, useCases: TermsUseCases): void {
  const staff = async (request: FastifyRequest) => {
    const found = await doors.signedIn(request)
    if (!isAllowed(found.actor.operatorRoles, 'queue.read', false)) refuse('not_found', 'this is for the operator')
    return found
  }

  app.get('/operator/terms', async (request, reply) => {
    const { frame, actor } = await staff(request)
    const [versions, accepted] = [await useCases.read.versions(), await useCases.read.accepted()]
    const mayPublish = isAllowed(actor.operatorRoles, 'terms.publish', false)
    return doors.page(reply, operatorTermsPage(frame, { versions, accepted, mayPublish }))
  })

  app.get('/operator/terms/new', async (request, reply) => {
    const { frame } = await staff(request)
    return doors.page(
      reply,
      newTermsPage(frame, () => '', noErrors),
    )
  })

  app.post('/operator/terms/preview', async (request, reply) => {
    const { frame, actor, language } = await staff(request)
    const { form } = request
    return doors.tryForm(
      reply,
      language,
      async () =>
        doors.page(reply, previewTermsPage(frame, await useCases.preview(actor, readVersion(form)), [...form])),
      (errors) => newTermsPage(frame, (name) => form.get(name) ?? '', errors),
    )
  })

  app.post('/operator/terms', async (request, reply) => {
    const { frame, actor, language } = await staff(request)
    const { form } = request
    return doors.tryForm(
      reply,
      language,
      async () => {
        await useCases.publish(actor, readVersion(form))
        return reply.redirect('/operator/terms', 303)
      },
      (errors) => newTermsPage(frame, (name) => form.get(name) ?? '', errors),
    )
  })
}

/** Lines end in one way, so that a text has the same hash wherever it was typed. */
function readVersion(form: URLSearchParams): PublishTermsCommand {
  const words = (prefix: string) =>
    Object.fromEntries(
      termsLanguages.flatMap((language) => {
        const text = (form.get(`${prefix}.${language}`) ?? '').replace(/\r\n?/g, '\n').trim()
        return text === '' ? [] : [[language, text]]
      }),
    )
  const parts = termsChapters.flatMap((chapter) => {
    const part = words(chapter)
    return Object.keys(part).length === 0 ? [] : [[chapter, part] as const]
  })
  return {
    version: (form.get('version') ?? '').trim(),
    effectiveFromSeconds: Date.parse(`${form.get('effective_from') ?? ''}T00:00:00Z`) / 1000,
    summary: words('summary'),
    parts: Object.fromEntries(parts),
  }
}

const parameter = (request: FastifyRequest, name: string): string =>
  String((request.params as Readonly<Record<string, unknown>>)[name] ?? '')

const mailLanguage = (language: Language): MailLanguage => (language === 'se' ? 'nb' : language)

const asLanguage = (asked: string | null): MailLanguage => termsLanguages.find((one) => one === asked) ?? 'nb'

const chaptersOf = (asked: readonly string[], version: TermsVersion): TermsChapter[] =>
  termsChapters.filter(
    (chapter) => version.parts[chapter] !== undefined && (chapter === 'general' || asked.includes(chapter)),
  )
