import { notificationPurposes, type Organisation } from '../../../journey/records.ts'
import { type OrganisationsWords, organisationsTexts } from '../../../texts/organisations-text.ts'
import { errorSummary } from '../../error-summary.ts'
import { checkbox, form, hidden, selectField, textArea, textField } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import { codeBox } from '../../portal/portal-page.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import type { PageErrors } from '../people/join-page.ts'
import { organisationFacts } from './overview-page.ts'

export interface SettingsPageFacts {
  readonly organisation: Organisation
  readonly mayEdit: boolean
  /** What was typed into the form that came back, by the name of the field; undefined: it was another form. */
  readonly typed: (name: string) => string | undefined
  readonly errors: PageErrors
  readonly notice: 'saved' | 'domain-not-found' | undefined
  readonly domainText: (token: string) => string
}

/** What an organisation decides for itself: facts, contacts, billing, e-mail domains. Each part is a form of its own. */
export function settingsPage(frame: MemberFrame, facts: SettingsPageFacts): Html {
  const text = organisationsTexts(frame.page.language)
  const { errors, mayEdit, notice, organisation } = facts
  return memberPage(frame, {
    title: text('settings.title'),
    menu: 'organisation',
    language: text.language,
    content: html`${errorSummary(
      frame.page,
      errors.summary,
    )}${notice === 'saved' && html`<div class="ds-alert" data-color="success" role="status"><p>${text('settings.saved')}</p></div>`}${notice === 'domain-not-found' && html`<div class="ds-alert" data-color="warning" role="status"><p>${text('settings.domain-not-found')}</p></div>`}${!mayEdit && html`<p>${text('settings.read-only')}</p>`}
${part('facts', text('settings.facts'), mayEdit ? factsForm(text, facts) : organisationFacts(frame, organisation))}
${part('points', text('settings.points'), pointsView(text, facts))}
${part('billing', text('settings.billing'), billingView(text, facts))}
${part('domains', text('settings.domains'), domainsView(frame, text, facts))}`,
  })
}

const part = (id: string, heading: string, content: Html): Html =>
  html`<section aria-labelledby="${id}"><h2 class="ds-heading" data-size="sm" id="${id}">${heading}</h2>
${content}</section>`

function factsForm(text: OrganisationsWords, { organisation, typed, errors }: SettingsPageFacts): Html {
  const { orgno, name, language, address, openForColleagues } = organisation
  return form(
    `/o/${orgno}/settings/facts`,
    [
      textField({
        name: 'name',
        label: text('settings.name'),
        help: text('settings.name-help'),
        value: typed('name') ?? name,
        error: errors.of('name'),
      }),
      selectField({
        name: 'language',
        label: text('settings.language'),
        help: text('settings.language-help'),
        value: typed('language') ?? language,
        choices: (['nb', 'nn', 'en'] as const).map((value) => ({ value, label: text(`language.${value}`) })),
      }),
      textArea({
        name: 'address',
        label: text('settings.address'),
        optional: text('optional'),
        value: typed('address') ?? address,
        error: errors.of('address'),
        rows: 3,
      }),
      checkbox({
        name: 'openForColleagues',
        label: text('settings.open'),
        help: text('settings.open-help'),
        checked: openForColleagues,
      }),
    ],
    { label: text('settings.save') },
  )
}

function pointsView(text: OrganisationsWords, facts: SettingsPageFacts): Html {
  const { organisation, mayEdit, typed, errors } = facts
  const { orgno, notificationPoints } = organisation
  const field = (name: string) => ({ name, value: typed(name), error: errors.of(name) })
  return html`<p>${text('settings.points-lead')}</p>
${
  notificationPoints.length === 0
    ? html`<p>${text('settings.no-points')}</p>`
    : html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('settings.points')}"><table class="ds-table"><thead><tr><th scope="col">${text('settings.purpose')}</th><th scope="col">${text('settings.point-name')}</th><th scope="col">${text('settings.point-email')}</th><th scope="col">${text('settings.point-phone')}</th>${mayEdit && html`<th scope="col">${text('settings.action')}</th>`}</tr></thead><tbody>${notificationPoints.map(
        ({ purpose, name, email, phone }) =>
          html`<tr><th scope="row">${text(`purpose.${purpose}`)}</th><td>${name}</td><td>${email}</td><td>${phone ?? ''}</td>${mayEdit && html`<td><form method="post" action="${`/o/${orgno}/settings/points/remove`}">${hidden('purpose', purpose)}${hidden('email', email)}<button class="ds-button" data-variant="tertiary" data-size="sm" type="submit" aria-label="${text('settings.remove-point', { name, purpose: text(`purpose.${purpose}`) })}">${text('settings.remove')}</button></form></td>`}</tr>`,
      )}</tbody></table></div>`
}
${
  mayEdit &&
  form(
    `/o/${orgno}/settings/points`,
    [
      selectField({
        name: 'purpose',
        label: text('settings.purpose'),
        help: text('settings.purpose-help'),
        value: typed('purpose'),
        error: errors.of('purpose'),
        choices: notificationPurposes.map((value) => ({ value, label: text(`purpose.${value}`) })),
      }),
      textField({ ...field('pointName'), label: text('settings.point-name'), help: text('settings.point-name-help') }),
      textField({ ...field('pointEmail'), label: text('settings.point-email'), type: 'email' }),
      textField({
        ...field('pointPhone'),
        label: text('settings.point-phone'),
        optional: text('optional'),
        type: 'tel',
      }),
    ],
    { label: text('settings.add-point'), variant: 'secondary' },
  )
}`
}

function billingView(text: OrganisationsWords, { organisation, mayEdit, typed, errors }: SettingsPageFacts): Html {
  const { orgno, billing } = organisation
  if (!mayEdit)
    return html`<p>${billing === undefined ? text('overview.none') : `${billing.invoiceAddress}, ${billing.reference}`}</p>`
  return html`<p>${text('settings.billing-lead')}</p>
${form(
  `/o/${orgno}/settings/billing`,
  [
    textArea({
      name: 'invoiceAddress',
      label: text('settings.invoice-address'),
      help: text('settings.invoice-address-help'),
      value: typed('invoiceAddress') ?? billing?.invoiceAddress,
      error: errors.of('invoiceAddress'),
      rows: 3,
    }),
    textField({
      name: 'reference',
      label: text('settings.reference'),
      help: text('settings.reference-help'),
      value: typed('reference') ?? billing?.reference,
      error: errors.of('reference'),
    }),
    textField({
      name: 'purchaseOrder',
      label: text('settings.purchase-order'),
      optional: text('optional'),
      value: typed('purchaseOrder') ?? billing?.purchaseOrder,
      error: errors.of('purchaseOrder'),
    }),
  ],
  { label: text('settings.save') },
)}`
}

function domainsView(frame: MemberFrame, text: OrganisationsWords, facts: SettingsPageFacts): Html {
  const { organisation, mayEdit, typed, errors } = facts
  const { orgno, emailDomains } = organisation
  return html`<p>${text('settings.domains-lead')}</p>
${emailDomains.length === 0 && html`<p>${text('settings.no-domains')}</p>`}
${emailDomains.map(
  ({ domain, verified, token }) =>
    html`<div class="site-field"><p><strong>${domain}</strong> <span class="ds-tag" data-color="${verified ? 'success' : 'warning'}">${text(verified ? 'settings.domain-verified' : 'settings.domain-waits')}</span></p>
${!verified && token !== undefined && mayEdit && html`<p>${text('settings.domain-how', { domain })}</p>${codeBox(frame.text, `txt-${domain.replace(/[^a-z0-9]/g, '-')}`, 'TXT', facts.domainText(token))}`}
${
  mayEdit &&
  html`<div class="site-actions">${!verified && domainButton(orgno, 'check', domain, text('settings.check-domain', { domain }))}${domainButton(orgno, 'remove', domain, text('settings.remove-domain', { domain }))}</div>`
}</div>`,
)}
${
  mayEdit &&
  form(
    `/o/${orgno}/settings/domains`,
    [
      textField({
        name: 'domain',
        label: text('settings.domain'),
        help: text('settings.domain-help'),
        value: typed('domain'),
        error: errors.of('domain'),
      }),
    ],
    { label: text('settings.add-domain'), variant: 'secondary' },
  )
}`
}

const domainButton = (orgno: string, act: 'check' | 'remove', domain: string, label: string): Html =>
  html`<form method="post" action="${`/o/${orgno}/settings/domains/${act}`}">${hidden('domain', domain)}<button class="ds-button" data-variant="${act === 'check' ? 'secondary' : 'tertiary'}" data-size="sm" type="submit">${label}</button></form>`
