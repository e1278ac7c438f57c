import type { Language } from '../../../protocol/language.ts'
import { integrationsTexts } from '../../../texts/integrations-text.ts'
import { memberTexts } from '../../../texts/member-text.ts'
import { checkbox, choiceField, selectField, textArea, textField } from '../../form.ts'
import type { Html } from '../../html.ts'

/** What somebody typed, by the name of the field; lists one entry a line. */
export type FormValues = Readonly<Record<string, string>>

/** The error of one field, in the reader's language. */
export type ErrorOf = (name: string) => string | undefined

type Words = ReturnType<typeof integrationsTexts>
type FieldKey = Extract<Parameters<Words>[0], `field.${string}`>
type Named = FieldKey extends `field.${infer Name}` ? Name : never

/** Fields of a client, each with its explanation where it is filled in (ONB-50). */
export function clientFields(language: Language, values: FormValues, errorOf: ErrorOf) {
  const text = integrationsTexts(language)
  const optional = memberTexts(language)('form.optional')
  const common = (name: Named, help?: Parameters<Words>[0], helpValues?: Readonly<Record<string, string>>) => ({
    name,
    label: text(`field.${name}`),
    ...(help === undefined ? {} : { help: text(help, helpValues) }),
    error: errorOf(name),
    value: values[name],
  })
  const choices = (options: readonly (readonly [value: string, label: Parameters<Words>[0]])[]) =>
    options.map(([value, label]) => ({ value, label: text(label) }))
  return {
    clientName: () => textField({ ...common('client_name', 'help.client_name'), maxlength: 255 }),
    description: () => textField({ ...common('description', 'help.description'), maxlength: 255 }),
    integrationType: () =>
      choiceField({
        ...common('integration_type', 'help.integration_type'),
        values: [values.integration_type ?? 'idporten'],
        choices: choices([
          ['idporten', 'type.idporten'],
          ['api_klient', 'type.api_klient'],
          ['maskinporten', 'type.maskinporten'],
          ['krr', 'type.krr'],
        ]),
      }),
    applicationType: () =>
      choiceField({
        ...common('application_type', 'help.application_type'),
        values: [values.application_type ?? 'web'],
        choices: choices([
          ['web', 'app.web'],
          ['browser', 'app.browser'],
          ['native', 'app.native'],
        ]),
      }),
    method: () =>
      choiceField({
        ...common('token_endpoint_auth_method', 'help.token_endpoint_auth_method'),
        values: [values.token_endpoint_auth_method ?? 'client_secret_basic'],
        choices: choices([
          ['client_secret_basic', 'method.client_secret_basic'],
          ['client_secret_post', 'method.client_secret_post'],
          ['private_key_jwt', 'method.private_key_jwt'],
          ['none', 'method.none'],
        ]),
      }),
    redirectUris: () => textArea({ ...common('redirect_uris', 'help.redirect_uris'), rows: 3 }),
    postLogoutUris: () =>
      textArea({ ...common('post_logout_redirect_uris', 'help.post_logout_redirect_uris'), optional, rows: 2 }),
    frontchannel: (): Html[] => [
      textField({ ...common('frontchannel_logout_uri', 'help.frontchannel_logout_uri'), optional, inputmode: 'url' }),
      checkbox({
        ...common('frontchannel_logout_session_required'),
        checked: values.frontchannel_logout_session_required === 'yes',
      }),
    ],
    clientUri: () => textField({ ...common('client_uri', 'help.client_uri'), optional, inputmode: 'url' }),
    scopes: () => textArea({ ...common('scopes', 'help.scopes'), rows: 3 }),
    clientId: () => textField({ ...common('client_id', 'help.client_id'), optional, maxlength: 255 }),
    contact: (): Html[] => [
      textField({ ...common('contact_name', 'help.contact_name'), autocomplete: 'name' }),
      textField({ ...common('contact_email'), type: 'email', autocomplete: 'email' }),
      textField({ ...common('contact_phone'), optional, type: 'tel', autocomplete: 'tel' }),
    ],
    lifetimes: (): Html[] =>
      (['access_token_lifetime', 'refresh_token_lifetime', 'authorization_lifetime'] as const).map((name) =>
        textField({ ...common(name, 'help.lifetime'), inputmode: 'numeric' }),
      ),
    behaviour: (): Html[] => [
      textArea({ ...common('grant_types', 'help.grant_types'), rows: 2 }),
      checkbox({ ...common('sso_disabled'), checked: values.sso_disabled === 'yes' }),
      textArea({ ...common('default_acr_values', 'help.default_acr_values'), optional, rows: 2 }),
    ],
    environment: (environments: readonly { readonly name: string; readonly title: string }[]) =>
      environments.length < 2
        ? undefined
        : selectField({
            ...common('environment', 'help.environment'),
            choices: environments.map(({ name, title }) => ({ value: name, label: `${title} (${name})` })),
          }),
    organisation: (): Html[] => [
      textField({ ...common('orgno', 'help.orgno'), inputmode: 'numeric', maxlength: 11 }),
      textField({ ...common('organisation_name'), autocomplete: 'organization' }),
      textField({ ...common('supplier_orgno', 'help.orgno'), optional, inputmode: 'numeric', maxlength: 11 }),
    ],
  }
}
