import { attributes, type Html, html } from './html.ts'

/** What every field of a form has. `error` is in the reader's language. */
export interface Field {
  /** Also its name in the form, as the JSON API names it. */
  readonly name: string
  readonly label: string
  /** Why it is asked for and an example, shown where it is filled in. */
  readonly help?: string
  readonly error?: string | undefined
  readonly optional?: string
}

export interface TextField extends Field {
  readonly value?: string | undefined
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'number' | 'date'
  readonly autocomplete?: string
  readonly inputmode?: 'numeric' | 'tel' | 'email' | 'url'
  readonly maxlength?: number
}

/** Id of a field's element, for labels and for links from the summary of errors. */
export const fieldId = (name: string): string => `f-${name.replace(/[^A-Za-z0-9]+/g, '-')}`

const describedBy = (field: Field): string | undefined => {
  const id = fieldId(field.name)
  const ids = [field.help === undefined ? '' : `${id}-help`, field.error === undefined ? '' : `${id}-error`]
  return ids.filter((one) => one !== '').join(' ') || undefined
}

const around = (field: Field, control: Html): Html => {
  const id = fieldId(field.name)
  return html`<div class="site-field">
<label class="ds-label" for="${id}">${field.label}${field.optional !== undefined && html` <span class="site-quiet">${field.optional}</span>`}</label>
${field.help !== undefined && html`<p class="site-help" id="${`${id}-help`}">${field.help}</p>`}
${control}
${errorOf(field)}</div>
`
}

const errorOf = (field: Field): Html | undefined =>
  field.error === undefined
    ? undefined
    : html`<p class="ds-validation-message" id="${`${fieldId(field.name)}-error`}">${field.error}</p>
`

export const textField = (field: TextField): Html =>
  around(
    field,
    html`<input class="ds-input" id="${fieldId(field.name)}" name="${field.name}" ${attributes({
      type: field.type ?? 'text',
      value: field.value,
      autocomplete: field.autocomplete,
      inputmode: field.inputmode,
      maxlength: field.maxlength,
      'aria-invalid': field.error === undefined ? undefined : 'true',
      'aria-describedby': describedBy(field),
    })}>`,
  )

export const textArea = (field: Field & { readonly value?: string | undefined; readonly rows?: number }): Html =>
  around(
    field,
    html`<textarea class="ds-input" id="${fieldId(field.name)}" name="${field.name}" ${attributes({
      rows: field.rows ?? 4,
      'aria-invalid': field.error === undefined ? undefined : 'true',
      'aria-describedby': describedBy(field),
    })}>${field.value ?? ''}</textarea>`,
  )

/** One file. `accept` only helps to choose: what a file is, is judged by its content. */
export const fileField = (field: FileField): Html => choosing(field, false)

/** Files, several at once. */
export const filesField = (field: FileField): Html => choosing(field, true)

type FileField = Field & { readonly accept: string }

const choosing = (field: FileField, multiple: boolean): Html =>
  around(
    field,
    html`<input class="ds-input" id="${fieldId(field.name)}" name="${field.name}" ${attributes({
      type: 'file',
      multiple,
      accept: field.accept,
      'aria-invalid': field.error === undefined ? undefined : 'true',
      'aria-describedby': describedBy(field),
    })}>`,
  )

export interface Choice {
  readonly value: string
  readonly label: string
  readonly help?: string
}

export const selectField = (
  field: Field & { readonly value?: string | undefined; readonly choices: readonly Choice[] },
): Html =>
  around(
    field,
    html`<select class="ds-input" id="${fieldId(field.name)}" name="${field.name}" ${attributes({
      'aria-invalid': field.error === undefined ? undefined : 'true',
      'aria-describedby': describedBy(field),
    })}>${field.choices.map(
      ({ value, label }) => html`<option ${attributes({ value, selected: value === field.value })}>${label}</option>`,
    )}</select>`,
  )

/** Radio buttons, or checkboxes when `several`. The first choice carries the field's id. */
export const choiceField = (
  field: Field & {
    readonly several?: boolean
    readonly values: readonly string[]
    readonly choices: readonly Choice[]
  },
): Html => {
  const id = fieldId(field.name)
  return html`<fieldset class="ds-fieldset site-field" ${attributes({ 'aria-describedby': describedBy(field) })}>
<legend class="ds-label">${field.label}${field.optional !== undefined && html` <span class="site-quiet">${field.optional}</span>`}</legend>
${field.help !== undefined && html`<p class="site-help" id="${`${id}-help`}">${field.help}</p>`}
${field.choices.map(({ value, label, help }, index) => {
  const own = index === 0 ? id : `${id}-${index}`
  return html`<div class="site-choice"><input class="ds-input" id="${own}" name="${field.name}" ${attributes({
    type: field.several === true ? 'checkbox' : 'radio',
    value,
    checked: field.values.includes(value),
  })}><label class="ds-label" data-weight="regular" for="${own}">${label}</label>${help !== undefined && html`<p class="site-help">${help}</p>`}</div>
`
})}${errorOf(field)}</fieldset>
`
}

export const checkbox = (field: Field & { readonly checked: boolean }): Html => {
  const id = fieldId(field.name)
  return html`<div class="site-field"><div class="site-choice"><input class="ds-input" id="${id}" name="${field.name}" ${attributes(
    {
      type: 'checkbox',
      value: 'yes',
      checked: field.checked,
      'aria-describedby': describedBy(field),
      'aria-invalid': field.error === undefined ? undefined : 'true',
    },
  )}><label class="ds-label" data-weight="regular" for="${id}">${field.label}</label></div>
${field.help !== undefined && html`<p class="site-help" id="${`${id}-help`}">${field.help}</p>`}${errorOf(field)}</div>
`
}

export const hidden = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}">`

/** A form with one thing to do. `danger` for what cannot be undone. */
export const form = (
  action: string,
  fields: readonly (Html | undefined)[],
  button: {
    readonly label: string
    readonly variant?: 'primary' | 'secondary' | 'tertiary'
    readonly danger?: boolean
    /** The form has a file field. */
    readonly withFiles?: boolean
  },
): Html =>
  html`<form method="post" action="${action}" class="site-form" ${attributes({ enctype: button.withFiles === true ? 'multipart/form-data' : undefined })} novalidate>
${fields.filter((field) => field !== undefined)}<button class="ds-button" type="submit" ${attributes({
    'data-variant': button.variant ?? 'primary',
    'data-color': button.danger === true ? 'danger' : undefined,
  })}>${button.label}</button>
</form>
`
