import { scopesTexts } from '../../../texts/scopes-text.ts'
import { errorSummary } from '../../error-summary.ts'
import { checkbox, choiceField, form, hidden, selectField, textArea, textField } from '../../form.ts'
import { type Html, html } from '../../html.ts'
import { type MemberFrame, memberPage } from '../member-page.ts'
import type { PageErrors } from '../people/join-page.ts'
import { ofScope, type ScopePlace, scopePath } from './scope-frame.ts'

export interface ScopeFormView extends ScopePlace {
  /** The scope that is changed; undefined: a new one. */
  readonly name: string | undefined
  /** Those that a new scope can stand below. */
  readonly prefixes: readonly string[]
  /** What can be asked who has delegated the scope; none: the field is left out. */
  readonly delegationSources: readonly { readonly name: string; readonly issuer: string }[]
  readonly typed: (name: string) => string
  /** All values of a field with several. */
  readonly chosen: (name: string) => readonly string[]
  readonly errors: PageErrors
  /** How many clients lose their tokens by it; undefined: not asked yet, or none (API-13). */
  readonly affected?: number
}

/** Types whose clients can have scopes of organisations; what a scope says already is offered too. */
const usualTypes = ['api_klient', 'maskinporten', 'ansattporten']

/** A new scope, or a change of one; what takes the scope from clients is confirmed by sending the form once more. */
export function scopeFormPage(frame: MemberFrame, view: ScopeFormView): Html {
  const text = scopesTexts(frame.page.language)
  const { name, typed, chosen, errors, affected } = view
  const field = (key: string) => ({ name: key, value: typed(key), error: errors.of(key) })
  const flag = (
    key:
      | 'requires_user_consent'
      | 'requires_user_authentication'
      | 'requires_pseudonymous_tokens'
      | 'accessible_for_all',
  ) => checkbox({ name: key, label: text(`field.${key}`), checked: typed(key) === 'yes', error: errors.of(key) })
  const naming =
    name === undefined
      ? [
          selectField({
            ...field('prefix'),
            label: text('field.prefix'),
            choices: view.prefixes.map((value) => ({ value, label: value })),
          }),
          textField({ ...field('subscope'), label: text('field.subscope'), help: text('field.subscope-help') }),
        ]
      : [hidden('scope', name)]
  return memberPage(frame, {
    title: name === undefined ? text('new.title') : text('edit.title', { name }),
    menu: 'organisation',
    environment: view.environment,
    language: text.language,
    content: html`${errorSummary(frame.page, errors.summary)}${name !== undefined && html`<p>${text('edit.lead')}</p>`}
${affected !== undefined && html`<p role="status"><strong>${text('save.affected', { count: String(affected) })}</strong></p>`}
${form(
  scopePath(view, name === undefined ? '/new' : '/edit'),
  [
    ...naming,
    textField({ ...field('description'), label: text('field.description'), help: text('field.description-help') }),
    textField({ ...field('description#en'), label: text('field.description_en'), optional: text('field.optional') }),
    textArea({
      ...field('long_description'),
      label: text('field.long_description'),
      help: text('field.long_description-help'),
      optional: text('field.optional'),
    }),
    selectField({
      ...field('visibility'),
      label: text('field.visibility'),
      choices: (['PUBLIC', 'PRIVATE', 'INTERNAL'] as const).map((value) => ({
        value,
        label: text(`visibility.${value}`),
      })),
    }),
    flag('accessible_for_all'),
    choiceField({
      name: 'allowed_integration_types',
      label: text('field.allowed_integration_types'),
      help: text('field.types-help'),
      several: true,
      values: chosen('allowed_integration_types'),
      choices: [...new Set([...usualTypes, ...chosen('allowed_integration_types')])].map((value) => ({
        value,
        label: value,
      })),
      error: errors.of('allowed_integration_types'),
    }),
    selectField({
      ...field('token_type'),
      label: text('field.token_type'),
      choices: (['SELF_CONTAINED', 'OPAQUE'] as const).map((value) => ({ value, label: text(`token.${value}`) })),
    }),
    view.delegationSources.length === 0
      ? undefined
      : selectField({
          ...field('delegation_source'),
          label: text('field.delegation_source'),
          help: text('field.delegation_source-help'),
          choices: [
            { value: '', label: text('delegation.none') },
            ...view.delegationSources.map(({ name: label, issuer: value }) => ({ value, label })),
          ],
        }),
    textField({
      ...field('at_max_age'),
      label: text('field.at_max_age'),
      help: text('field.seconds-help'),
      inputmode: 'numeric',
    }),
    textField({
      ...field('authorization_max_lifetime'),
      label: text('field.authorization_max_lifetime'),
      help: text('field.seconds-help'),
      inputmode: 'numeric',
    }),
    flag('requires_user_consent'),
    flag('requires_user_authentication'),
    flag('requires_pseudonymous_tokens'),
    hidden('confirmed_clients', String(affected ?? 0)),
  ],
  { label: text(name === undefined ? 'save.new' : 'save.edit') },
)}
<p><a class="ds-link" href="${name === undefined ? scopePath(view) : ofScope(view, '/scope', name)}">${text('back')}</a></p>`,
  })
}
