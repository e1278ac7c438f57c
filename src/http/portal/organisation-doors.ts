import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { MailLanguage } from '../../journey/records.ts'
import { overviewPage } from '../../pages/member/organisations/overview-page.ts'
import { type SettingsPageFacts, settingsPage } from '../../pages/member/organisations/settings-page.ts'
import { integrationsTexts } from '../../texts/integrations-text.ts'
import type { addDomain, checkDomain, removeDomain } from '../../usecases/onboarding/organisations/email-domains.ts'
import { domainText } from '../../usecases/onboarding/organisations/email-domains.ts'
import type { OrganisationOverview } from '../../usecases/onboarding/organisations/organisation-overview.ts'
import type { addPoint, removePoint, saveBilling, saveFacts } from '../../usecases/onboarding/organisations/settings.ts'
import { type FormErrors, noErrors, type PortalDoors, type SignedInVisit } from './portal-doors.ts'
import { typedIn } from './typed-in.ts'

export interface OrganisationUseCases {
  readonly overview: OrganisationOverview
  readonly saveFacts: ReturnType<typeof saveFacts>
  readonly saveBilling: ReturnType<typeof saveBilling>
  readonly addPoint: ReturnType<typeof addPoint>
  readonly removePoint: ReturnType<typeof removePoint>
  readonly addDomain: ReturnType<typeof addDomain>
  readonly checkDomain: ReturnType<typeof checkDomain>
  readonly removeDomain: ReturnType<typeof removeDomain>
}

type MemberVisit = SignedInVisit & { readonly orgno: string }
type Typed = (name: string) => string

const languages: readonly MailLanguage[] = ['nb', 'nn', 'en']

/** An organisation: its overview and its settings. */
export function addOrganisationDoors(app: FastifyInstance, doors: PortalDoors, useCases: OrganisationUseCases): void {
  app.get('/o/:orgno', async (request, reply) => {
    const { frame, actor, orgno, language } = await doors.member(request)
    const view = await useCases.overview.one(actor, orgno)
    const words = integrationsTexts(language)
    return doors.page(reply, overviewPage(frame, { ...view, stateOf: ({ state }) => words(`state.${state}`) }))
  })

  const settingsOf = async (
    { frame, actor, orgno }: MemberVisit,
    shown: Pick<SettingsPageFacts, 'typed' | 'errors' | 'notice'>,
  ) => {
    const { organisation, mayEdit } = await useCases.overview.one(actor, orgno)
    return settingsPage(frame, { organisation, mayEdit, domainText, ...shown })
  }

  app.get('/o/:orgno/settings', async (request, reply) => {
    const visit = await doors.member(request)
    const { saved, domain } = request.query as Readonly<Record<string, unknown>>
    const notice = saved === '1' ? 'saved' : domain === 'not-found' ? 'domain-not-found' : undefined
    return doors.page(reply, await settingsOf(visit, { typed: () => undefined, errors: noErrors, notice }))
  })

  /** One form of the settings: saved, or shown again with what was typed. */
  const part = (path: string, save: (visit: MemberVisit, typed: Typed, request: FastifyRequest) => Promise<string>) =>
    app.post(`/o/:orgno/settings/${path}`, async (request, reply) => {
      const visit = await doors.member(request)
      const typed = typedIn(request)
      return doors.tryForm(
        reply,
        visit.language,
        async () => reply.redirect(`/o/${visit.orgno}/settings?${await save(visit, typed, request)}`, 303),
        (errors: FormErrors) =>
          settingsOf(visit, {
            typed: (name) => request.form.get(name) ?? undefined,
            errors,
            notice: undefined,
          }),
      )
    })

  part('facts', async ({ actor, orgno }, typed) => {
    await useCases.saveFacts(actor, orgno, {
      name: typed('name'),
      language: languages.find((one) => one === typed('language')) ?? 'nb',
      address: typed('address'),
      openForColleagues: typed('openForColleagues') === 'yes',
    })
    return 'saved=1'
  })
  part('billing', async ({ actor, orgno }, typed) => {
    await useCases.saveBilling(actor, orgno, {
      invoiceAddress: typed('invoiceAddress'),
      reference: typed('reference'),
      purchaseOrder: typed('purchaseOrder'),
    })
    return 'saved=1#billing'
  })
  part('points', async ({ actor, orgno }, typed) => {
    await useCases.addPoint(actor, orgno, {
      purpose: typed('purpose'),
      name: typed('pointName'),
      email: typed('pointEmail'),
      phone: typed('pointPhone'),
    })
    return 'saved=1#points'
  })
  part('points/remove', async ({ actor, orgno }, typed) => {
    await useCases.removePoint(actor, orgno, { purpose: typed('purpose'), email: typed('email') })
    return 'saved=1#points'
  })
  part('domains', async ({ actor, orgno }, typed) => {
    await useCases.addDomain(actor, orgno, typed('domain'))
    return 'saved=1#domains'
  })
  part('domains/check', async ({ actor, orgno }, typed) =>
    (await useCases.checkDomain(actor, orgno, typed('domain'))) ? 'saved=1#domains' : 'domain=not-found#domains',
  )
  part('domains/remove', async ({ actor, orgno }, typed) => {
    await useCases.removeDomain(actor, orgno, typed('domain'))
    return 'saved=1#domains'
  })
}
