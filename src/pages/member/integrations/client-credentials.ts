import { integrationsTexts } from '../../../texts/integrations-text.ts'
import { form, hidden, selectField, textArea, textField } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import type { MemberFrame } from '../member-page.ts'
import type { FormValues } from './client-fields.ts'
import type { ClientFormErrors } from './new-page.ts'
import { dayOf } from './times.ts'

/** A secret as its owner may see it: everything but what it is (REG-74). */
export interface ShownSecretRow {
  readonly secretId: string
  readonly createdAtSeconds: number
  readonly expiresAtSeconds: number | null
  readonly status: 'pending' | 'active' | 'retiring' | 'revoked' | 'expired'
  readonly lastUsedDay?: string
  readonly deliveryRef?: string
}

export interface ShownKey {
  readonly kid: string
  readonly expiresAtSeconds: number
  readonly hasCertificate: boolean
  readonly lastUsedDay?: string
}

interface CredentialsView {
  /** Path of the client's page. */
  readonly path: string
  readonly method: string
  readonly isProduction: boolean
  readonly isClosed: boolean
  readonly may: { readonly secrets: boolean }
  readonly secrets: readonly ShownSecretRow[]
  readonly keys: readonly ShownKey[]
  readonly values: FormValues
  readonly errors: ClientFormErrors
}

/** The head of a column, shown where the table stands as a list. */
const narrow = (label: string): Html => html`<span class="site-narrow">${label}: </span>`

/** The secrets of a client: when each was made, used and ends, and how it is changed (ONB-141). */
export function secretsView(frame: MemberFrame, view: CredentialsView): Html {
  const text = integrationsTexts(frame.page.language)
  const uses = view.method.startsWith('client_secret_')
  const rows =
    view.secrets.length === 0
      ? html`<p>${uses ? text('client.no-secrets') : text('client.uses-no-secret', { method: view.method })}</p>`
      : secretTable(frame, view)
  return html`<h2 class="ds-heading" data-size="md">${text('client.secrets')}</h2>
${rows}
${uses && view.may.secrets && !view.isClosed && newSecretForm(frame, view)}`
}

function secretTable(frame: MemberFrame, { secrets, path, may }: CredentialsView): Html {
  const text = integrationsTexts(frame.page.language)
  return html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('client.secrets')}"><table class="ds-table site-table">
<thead><tr><th scope="col">${text('client.secret-id')}</th><th scope="col">${text('client.status')}</th><th scope="col">${text('client.created')}</th><th scope="col">${text('client.expires')}</th><th scope="col">${text('client.last-used')}</th></tr></thead>
<tbody>${secrets.map((secret) => {
    const isLive = secret.status !== 'revoked' && secret.status !== 'expired'
    const revoke =
      isLive && may.secrets
        ? html`<form method="post" action="${`${path}/secrets/revoke`}">${hidden('secret_id', secret.secretId)}<button class="ds-button" type="submit" data-size="sm" data-variant="secondary" data-color="danger" aria-label="${text('client.revoke-what', { id: secret.secretId })}">${text('client.revoke')}</button></form>`
        : undefined
    return html`<tr><th scope="row"><code>${secret.secretId}</code>${secret.deliveryRef !== undefined && html` <span class="site-quiet">${secret.deliveryRef}</span>`}</th><td>${text(`secret-status.${secret.status}`)}${revoke}</td><td>${narrow(text('client.created'))}${dayOf(secret.createdAtSeconds)}</td><td>${narrow(text('client.expires'))}${secret.expiresAtSeconds === null ? text('client.never-expires') : dayOf(secret.expiresAtSeconds)}</td><td>${narrow(text('client.last-used'))}${secret.lastUsedDay ?? text('client.never-used')}</td></tr>
`
  })}</tbody></table></div>`
}

function newSecretForm(frame: MemberFrame, { path, isProduction, values, errors }: CredentialsView): Html {
  const text = integrationsTexts(frame.page.language)
  // A delivery counts its overlap in days, a secret on the screen in hours.
  const [name, unit] = isProduction ? ['overlap_days', 24] : ['overlap_hours', 1]
  const overlap = selectField({
    name: String(name),
    label: text('field.overlap'),
    help: text('help.overlap'),
    error: errors.of(String(name)),
    value: values[String(name)] ?? String(168 / Number(unit)),
    choices: ([0, 24, 168, 720] as const).map((hours) => ({
      value: String(hours / Number(unit)),
      label: text(`overlap.${hours}`),
    })),
  })
  return html`${isProduction && html`<p>${text('client.new-secret-production-help')}</p>`}${form(
    isProduction ? `${path}/deliveries` : `${path}/secrets`,
    [overlap],
    { label: text(isProduction ? 'client.new-secret-production' : 'client.new-secret'), variant: 'secondary' },
  )}`
}

/** The keys of a client (ONB-142). */
export function keysView(frame: MemberFrame, view: CredentialsView): Html {
  const text = integrationsTexts(frame.page.language)
  const uses = view.method === 'private_key_jwt'
  if (!uses && view.keys.length === 0)
    return html`<h2 class="ds-heading" data-size="md">${text('client.keys')}</h2><p>${text('client.keys-not-used', { method: view.method })}</p>`
  return html`<h2 class="ds-heading" data-size="md">${text('client.keys')}</h2>
${view.keys.length === 0 ? html`<p>${text('client.no-keys')}</p>` : keyTable(frame, view)}
${view.may.secrets && !view.isClosed && keyForm(frame, view)}`
}

function keyTable(frame: MemberFrame, { keys, path, may }: CredentialsView): Html {
  const text = integrationsTexts(frame.page.language)
  return html`<div class="site-scroll" tabindex="0" role="group" aria-label="${text('client.keys')}"><table class="ds-table site-table">
<thead><tr><th scope="col">${text('client.kid')}</th><th scope="col">${text('client.expires')}</th><th scope="col">${text('client.last-used')}</th><th scope="col">${text('client.certificate')}</th></tr></thead>
<tbody>${keys.map(
    (key) =>
      html`<tr><th scope="row"><code>${key.kid}</code>${may.secrets && html`<form method="post" action="${`${path}/keys/remove`}">${hidden('kid', key.kid)}<button class="ds-button" type="submit" data-size="sm" data-variant="secondary" data-color="danger" aria-label="${text('client.remove-key-what', { id: key.kid })}">${text('client.remove-key')}</button></form>`}</th><td>${narrow(text('client.expires'))}${dayOf(key.expiresAtSeconds)}</td><td>${narrow(text('client.last-used'))}${key.lastUsedDay ?? text('client.never-used')}</td><td>${narrow(text('client.certificate'))}${key.hasCertificate ? text('client.with-certificate') : text('client.empty')}</td></tr>
`,
  )}</tbody></table></div>`
}

function keyForm(frame: MemberFrame, { path, values, errors }: CredentialsView): Html {
  const text = integrationsTexts(frame.page.language)
  return form(
    `${path}/keys`,
    [
      textArea({
        name: 'key',
        label: text('field.key'),
        help: text('help.key'),
        error: errors.of('key'),
        value: values.key,
        rows: 6,
      }),
      textField({ name: 'kid', label: text('field.kid'), help: text('help.kid'), value: values.kid }),
    ],
    { label: text('client.add-key'), variant: 'secondary' },
  )
}
