import type { Language } from '../../../protocol/language.ts'
import { clientExceptionsTexts } from '../../../texts/client-exceptions-text.ts'
import { integrationsTexts } from '../../../texts/integrations-text.ts'
import { memberTexts } from '../../../texts/member-text.ts'
import { checkbox, selectField, textField } from '../../form.ts'
import { attributes, type Html, html } from '../../html.ts'
import type { ErrorOf, FormValues } from './client-fields.ts'

type Words = ReturnType<typeof clientExceptionsTexts>
type Key = Parameters<Words>[0]
type Named = Extract<Key, `field.${string}`> extends `field.${infer Name}` ? Name : never

/** Fields for what a client may have beyond the default: stricter, or by exception; each says what follows from it. */
export function clientProtectionFields(language: Language, values: FormValues, errorOf: ErrorOf) {
  const text = clientExceptionsTexts(language)
  const common = (name: Named, help?: Key) => ({
    name,
    label: text(`field.${name}`),
    ...(help === undefined ? {} : { help: text(help) }),
    error: errorOf(name),
    value: values[name],
  })
  const box = (name: Extract<Named, string>, help?: Key) =>
    checkbox({ ...common(name, help), checked: values[name] === 'yes' })
  // The page may fall back to another language than these words are in.
  const group = (key: 'security' | 'exceptions', fields: readonly Html[]): Html =>
    html`<section ${attributes({ lang: text.language === integrationsTexts(language).language ? undefined : text.language })} aria-labelledby="${`group-${key}`}"><h2 class="ds-heading" data-size="sm" id="${`group-${key}`}">${text(`group.${key}`)}</h2>
<p class="site-help">${text(`group.${key}-intro`)}</p>
${fields}</section>
`
  const words = integrationsTexts(language)
  return {
    backchannel: (): Html[] => [
      textField({
        ...common('backchannel_logout_uri', 'help.backchannel_logout_uri'),
        optional: memberTexts(language)('form.optional'),
        inputmode: 'url',
      }),
      box('backchannel_logout_session_required'),
    ],
    security: (): Html =>
      group('security', [
        selectField({
          ...common('security_profile', 'help.security_profile'),
          choices: [
            { value: 'standard', label: text('profile.standard') },
            { value: 'fapi2', label: text('profile.fapi2') },
          ],
        }),
        selectField({
          ...common('id_token_signed_response_alg', 'help.id_token_signed_response_alg'),
          choices: ['RS256', 'PS256', 'ES256'].map((value) => ({ value, label: value })),
        }),
        box('dpop_bound_access_tokens', 'help.dpop_bound_access_tokens'),
        box('require_pushed_authorization_requests', 'help.require_pushed_authorization_requests'),
        box('require_signed_request_object', 'help.require_signed_request_object'),
        box('require_nonce', 'help.require_nonce'),
      ]),
    exceptions: (): Html =>
      group('exceptions', [
        selectField({
          name: 'code_challenge_method',
          label: words('field.code_challenge_method'),
          help: words('help.code_challenge_method'),
          error: errorOf('code_challenge_method'),
          value: values.code_challenge_method,
          choices: ['S256', 'none'].map((value) => ({ value, label: value })),
        }),
        selectField({
          name: 'refresh_token_usage',
          label: words('field.refresh_token_usage'),
          help: words('help.refresh_token_usage'),
          error: errorOf('refresh_token_usage'),
          value: values.refresh_token_usage,
          choices: ['ONETIME', 'REUSE'].map((value) => ({ value, label: value })),
        }),
        box('lean_id_token', 'help.lean_id_token'),
      ]),
  }
}
