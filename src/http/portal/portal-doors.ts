import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../../journey/actor.ts'
import type { PortalUser } from '../../journey/records.ts'
import { type Breach, JourneyRefusal, refuse } from '../../journey/refusal.ts'
import type { FieldError } from '../../pages/error-summary.ts'
import { fieldId } from '../../pages/form.ts'
import { type Html, render } from '../../pages/html.ts'
import { labelledErrors } from '../../pages/labelled-errors.ts'
import type { MemberFrame } from '../../pages/member/member-page.ts'
import type { Language } from '../../protocol/language.ts'
import { refusalText } from '../../texts/refusal-text.ts'
import type { PortalSession } from '../../usecases/onboarding/portal-sessions.ts'
import { sendPage } from './site-server.ts'

/** Somebody at the portal's doors. */
export interface Visit {
  readonly frame: MemberFrame
  readonly language: Language
  /** undefined: not logged in. */
  readonly actor: Actor | undefined
  /** undefined: not logged in, or logged in without an account. */
  readonly user: PortalUser | undefined
  readonly session: PortalSession | undefined
}

export interface SignedInVisit extends Visit {
  readonly actor: Actor
  readonly session: PortalSession
}

/** What every group of doors gets (`addTermsDoors(app, doors, useCases)`). */
export interface PortalDoors {
  visit(request: FastifyRequest): Promise<Visit>
  /** Refuses `login_required`, which sends the browser to log in and back. */
  signedIn(request: FastifyRequest): Promise<SignedInVisit>
  /** As `signedIn`, with the menu of the organisation in the path parameter `orgno`; 404 for who has nothing there (ONB-18). */
  member(request: FastifyRequest): Promise<SignedInVisit & { readonly orgno: string }>
  page(reply: FastifyReply, page: Html, status?: number): FastifyReply
  /**
   * Does what a form asks; when the journey refuses, shows the form again with what was typed and what is wrong, with
   * the refusal's status. Missing login and missing freshness are not for the form: they go on to the error handler.
   */
  tryForm(
    reply: FastifyReply,
    language: Language,
    work: () => Promise<FastifyReply>,
    again: (errors: FormErrors) => Html | Promise<Html>,
  ): Promise<FastifyReply>
}

/** What is wrong with a form, in the reader's language. */
export interface FormErrors {
  readonly summary: readonly FieldError[]
  /** The error of one field. */
  of(name: string): string | undefined
}

export const noErrors: FormErrors = { summary: [], of: () => undefined }

export function formErrors(language: Language, breaches: readonly Breach[]): FormErrors {
  const told = breaches.map((breach) => ({ field: breach.field, text: refusalText(language, breach) }))
  return {
    summary: told.map(({ field, text }) => ({ fieldId: field === undefined ? 'main' : fieldId(field), text })),
    of: (name) => told.find(({ field }) => field === name)?.text,
  }
}

interface Needs {
  readonly visit: (request: FastifyRequest) => Promise<Visit>
  readonly organisationName: (orgno: string) => Promise<string | undefined>
}

export function openPortalDoors({ visit, organisationName }: Needs): PortalDoors {
  const signedIn = async (request: FastifyRequest): Promise<SignedInVisit> => {
    const found = await visit(request)
    const { actor, session } = found
    if (actor === undefined || session === undefined) refuse('login_required', 'nobody is logged in')
    return { ...found, actor, session }
  }
  return {
    visit,
    signedIn,
    async member(request) {
      const found = await signedIn(request)
      const orgno = String((request.params as Readonly<Record<string, unknown>>).orgno ?? '')
      const roles = found.actor.roles[orgno] ?? []
      const name = await organisationName(orgno)
      if (name === undefined || (roles.length === 0 && found.actor.operatorRoles.length === 0))
        refuse('not_found', 'there is no such organisation for this person')
      return { ...found, orgno, frame: { ...found.frame, organisation: { orgno, name, roles } } }
    },
    page: (reply, page, status = 200) => sendPage(reply, status, render(page)),
    async tryForm(reply, language, work, again) {
      try {
        return await work()
      } catch (refusal) {
        if (!(refusal instanceof JourneyRefusal) || !isForTheForm(refusal)) throw refusal
        const errors = formErrors(language, refusal.breaches)
        // Rendered once to learn what its fields are called, so that the summary can name them.
        const summary = labelledErrors(errors.summary, render(await again(errors)))
        return sendPage(reply, refusal.status, render(await again({ ...errors, summary })))
      }
    },
  }
}

const elsewhere: readonly string[] = ['login_required', 'reauthentication_required', 'not_found', 'role_missing']

const isForTheForm = (refusal: JourneyRefusal): boolean => !elsewhere.includes(refusal.breaches[0].code)
