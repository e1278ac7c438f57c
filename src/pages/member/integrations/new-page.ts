import { integrationsTexts } from '../../../texts/integrations-text.ts'
import { errorSummary, type FieldError } from '../../error-summary.ts'
import { form } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import type { PortalEnvironment } from '../../portal/portal-page.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import { clientFields, type ErrorOf, type FormValues } from './client-fields.ts'
import { clientProtectionFields } from './client-protection-fields.ts'

export interface ClientFormErrors {
  readonly summary: readonly FieldError[]
  readonly of: ErrorOf
}

/** The form of a test client (ONB-50). */
export function newIntegrationPage(
  frame: MemberFrame,
  orgno: string,
  environments: readonly PortalEnvironment[],
  values: FormValues,
  errors: ClientFormErrors,
): Html {
  const { language } = frame.page
  const text = integrationsTexts(language)
  const fields = clientFields(language, values, errors.of)
  return memberPage(frame, {
    title: text('new.title'),
    menu: 'organisation',
    environment: environments[0],
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}<p>${text('new.intro')}</p>
${form(
  `/o/${orgno}/integrations/new`,
  [
    fields.clientName(),
    fields.description(),
    fields.environment(environments),
    fields.integrationType(),
    fields.applicationType(),
    fields.method(),
    fields.redirectUris(),
    fields.postLogoutUris(),
    ...fields.frontchannel(),
    ...clientProtectionFields(language, values, errors.of).backchannel(),
    fields.clientUri(),
    fields.scopes(),
    fields.clientId(),
    ...fields.contact(),
  ],
  { label: text('new.submit') },
)}`,
  })
}
