import type { Client } from '../../../protocol/client.ts'
import { integrationsTexts } from '../../../texts/integrations-text.ts'
import { errorSummary } from '../../error-summary.ts'
import { form, hidden } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import type { PortalEnvironment } from '../../portal/portal-page.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import { clientFields, type FormValues } from './client-fields.ts'
import { clientPath } from './client-page.ts'
import { clientProtectionFields } from './client-protection-fields.ts'
import type { ClientFormErrors } from './new-page.ts'

export interface EditView {
  readonly orgno: string
  readonly environment: PortalEnvironment
  readonly isProduction: boolean
  readonly client: Client
  readonly revision: string
  readonly values: FormValues
  readonly errors: ClientFormErrors
}

/** Every field of a client that its owner can change; in production the same, judged more strictly (REG-151). */
export function editClientPage(frame: MemberFrame, view: EditView): Html {
  const { language } = frame.page
  const text = integrationsTexts(language)
  const { client, errors, isProduction } = view
  const path = clientPath(view.orgno, view.environment.name, client.clientId)
  const fields = clientFields(language, view.values, errors.of)
  const protection = clientProtectionFields(language, view.values, errors.of)
  const isLogin = client.integrationType === 'idporten' || client.integrationType === 'api_klient'
  return memberPage(frame, {
    title: text('edit.title', { client: client.clientName }),
    menu: 'organisation',
    environment: view.environment,
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}${isProduction && html`<p>${text('client.edit-production')}</p>`}
${form(
  `${path}/edit`,
  [
    hidden('revision', view.revision),
    fields.clientName(),
    fields.description(),
    ...(isLogin
      ? [
          fields.applicationType(),
          fields.method(),
          fields.redirectUris(),
          fields.postLogoutUris(),
          ...fields.frontchannel(),
          ...protection.backchannel(),
          fields.clientUri(),
        ]
      : []),
    fields.scopes(),
    ...fields.lifetimes(),
    ...(isLogin ? [...fields.behaviour(), protection.security(), protection.exceptions()] : []),
  ],
  { label: text('edit.submit') },
)}
<p><a class="ds-link" href="${path}">${client.clientName}</a></p>`,
  })
}
