import { type Organisation, organisationKinds } from '../../journey/records.ts'
import { organisationsTexts } from '../../texts/organisations-text.ts'
import { peopleTexts } from '../../texts/people-text.ts'
import { errorSummary } from '../error-summary.ts'
import { form, hidden, selectField, textArea, textField } from '../form.ts'
import { type Html, html } from '../html.ts'
import { type MemberFrame, memberPage } from '../member/member-page.ts'
import { organisationFacts } from '../member/organisations/overview-page.ts'
import type { PageErrors } from '../member/people/join-page.ts'

export interface OrganisationsPageFacts {
  readonly organisations: readonly { readonly organisation: Organisation; readonly people: number }[]
  readonly search: string
  readonly state: string
  readonly mayRegister: boolean
  readonly typed: (name: string) => string
  readonly errors: PageErrors
}

const states = ['PROSPECT', 'REGISTERED', 'SUSPENDED', 'CLOSED'] as const

/** All organisations, searched by name, number and state. */
export function organisationsPage(frame: MemberFrame, facts: OrganisationsPageFacts): Html {
  const text = organisationsTexts(frame.page.language)
  const people = peopleTexts(frame.page.language)
  const { errors, typed, organisations } = facts
  return memberPage(frame, {
    title: text('op.title'),
    menu: 'operator',
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}<p>${text('op.lead')}</p>
<form method="get" action="/operator/organisations" class="site-form">
${textField({ name: 'q', label: text('op.search'), value: facts.search })}
${selectField({
  name: 'state',
  label: text('op.state'),
  value: facts.state,
  choices: [
    { value: '', label: text('op.all-states') },
    ...states.map((value) => ({ value, label: text(`state.${value}`) })),
  ],
})}
<button class="ds-button" data-variant="secondary" type="submit">${text('op.find')}</button></form>
${
  organisations.length === 0
    ? html`<p>${text('op.none')}</p>`
    : html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('op.title')}"><table class="ds-table"><thead><tr><th scope="col">${text('op.name')}</th><th scope="col">${text('overview.orgno')}</th><th scope="col">${text('overview.kind')}</th><th scope="col">${text('op.state')}</th><th scope="col">${text('op.people')}</th></tr></thead><tbody>${organisations.map(
        ({ organisation: { orgno, name, kind, state }, people: count }) =>
          html`<tr><th scope="row"><a class="ds-link" href="${`/operator/organisations/${orgno}`}">${name}</a></th><td>${orgno}</td><td>${people(`kind.${kind}`)}</td><td>${text(`state.${state}`)}</td><td>${count}</td></tr>`,
      )}</tbody></table></div>`
}
${
  facts.mayRegister &&
  html`<section aria-labelledby="register"><h2 class="ds-heading" data-size="sm" id="register">${text('op.register')}</h2>
<p>${text('op.register-lead')}</p>
${form(
  '/operator/organisations',
  [
    textField({
      name: 'orgno',
      label: text('overview.orgno'),
      value: typed('orgno'),
      error: errors.of('orgno'),
      inputmode: 'numeric',
    }),
    textField({ name: 'name', label: text('settings.name'), value: typed('name'), error: errors.of('name') }),
    selectField({
      name: 'kind',
      label: text('overview.kind'),
      value: typed('kind'),
      choices: organisationKinds.map((value) => ({ value, label: people(`kind.${value}`) })),
    }),
  ],
  { label: text('op.register-submit') },
)}</section>`
}`,
  })
}

export type DecisionName = 'registered' | 'refused' | 'suspended' | 'reinstated' | 'closed'

export interface OrganisationDecisionFacts {
  readonly organisation: Organisation
  /** What this person may decide now. */
  readonly decisions: readonly DecisionName[]
  readonly maySuspend: boolean
  readonly hasCompletedOrder: boolean
  readonly typed: (name: string) => string
  readonly errors: PageErrors
}

/** One organisation before the operator: each decision with its reason, and what comes of it. */
export function organisationDecisionPage(frame: MemberFrame, facts: OrganisationDecisionFacts): Html {
  const text = organisationsTexts(frame.page.language)
  const { organisation, decisions, errors } = facts
  const { orgno, name } = organisation
  return memberPage(frame, {
    title: name,
    menu: 'operator',
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}${organisationFacts(frame, organisation)}
<p><a class="ds-link" href="${`/o/${orgno}`}">${text('op.open')}</a></p>
<section aria-labelledby="decide"><h2 class="ds-heading" data-size="sm" id="decide">${text('op.decide')}</h2>
${decisions.length === 0 && html`<p>${text(facts.maySuspend ? 'op.no-decision' : 'op.only-reviewer')}</p>`}
${decisions.map((decision) => decisionForm(frame, facts, decision))}</section>
${facts.maySuspend && selfServiceForm(frame, facts)}
<p><a class="ds-link" href="/operator/organisations">${text('op.back')}</a></p>`,
  })
}

const isHard = (decision: DecisionName): boolean => decision === 'refused' || decision === 'closed'

function decisionForm(frame: MemberFrame, facts: OrganisationDecisionFacts, decision: DecisionName): Html {
  const text = organisationsTexts(frame.page.language)
  const { organisation, typed, errors } = facts
  // Several forms stand on the page: each has fields of its own, and only the one that was sent shows errors.
  const isSent = typed('decision') === decision
  const own = (name: string) => ({
    name: `${decision}-${name}`,
    value: isSent ? typed(`${decision}-${name}`) : '',
    error: isSent ? errors.of(`${decision}-${name}`) : undefined,
  })
  return html`<section aria-labelledby="${decision}"><h3 class="ds-heading" data-size="2xs" id="${decision}">${text(`op.decide-${decision}`)}</h3>
<p>${text(`op.decide-${decision}-text`)}</p>
${form(
  `/operator/organisations/${organisation.orgno}/decide`,
  [
    hidden('decision', decision),
    textArea({
      ...own('reason'),
      label: text('op.reason'),
      help: text(decision === 'registered' ? 'op.reason-optional-help' : 'op.reason-help'),
      ...(decision === 'registered' ? { optional: text('optional') } : {}),
      rows: 3,
    }),
    isHard(decision)
      ? textField({
          ...own('confirmation'),
          label: text('op.confirm', { orgno: organisation.orgno }),
          autocomplete: 'off',
        })
      : undefined,
  ],
  {
    label: text(`op.decide-${decision}`),
    danger: isHard(decision) || decision === 'suspended',
    variant: decision === 'registered' || decision === 'reinstated' ? 'primary' : 'secondary',
  },
)}</section>`
}

function selfServiceForm(frame: MemberFrame, facts: OrganisationDecisionFacts): Html {
  const text = organisationsTexts(frame.page.language)
  const { organisation, typed, errors } = facts
  const isSent = typed('decision') === 'self-service'
  return html`<section aria-labelledby="self-service"><h2 class="ds-heading" data-size="sm" id="self-service">${text('op.self-service')}</h2>
<p>${text('op.self-service-lead')}</p>
${form(
  `/operator/organisations/${organisation.orgno}/self-service`,
  [
    hidden('decision', 'self-service'),
    selectField({
      name: 'value',
      label: text('op.self-service'),
      value: isSent ? typed('value') : organisation.productionSelfService,
      choices: (facts.hasCompletedOrder ? (['none', 'machine', 'all'] as const) : (['none'] as const)).map((value) => ({
        value,
        label: text(`self-service.${value}`),
      })),
    }),
    textArea({
      name: 'self-service-reason',
      label: text('op.reason'),
      help: text('op.reason-help'),
      value: isSent ? typed('self-service-reason') : '',
      error: isSent ? errors.of('self-service-reason') : undefined,
      rows: 3,
    }),
  ],
  { label: text('op.self-service-save'), variant: 'secondary' },
)}</section>`
}
