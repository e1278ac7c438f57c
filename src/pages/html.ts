import { addressAttributes, type HoleContext, isPlainAttributeName, readTemplate } from './html-template.ts'
import { assertSafeAddress } from './safe-address.ts'

/** Markup that is safe to send. Only `html` and `attributes` make it, so text can never pass for it. */
class Markup {
  // Only a type: an object that has the same fields is no markup to the compiler either.
  declare private readonly made: true
  readonly text: string
  readonly place: 'content' | 'tag'

  constructor(text: string, place: 'content' | 'tag') {
    this.text = text
    this.place = place
  }
}

export type Html = Markup & { readonly place: 'content' }
/** Attributes of one tag, made by `attributes`; stands between the tag's name and its `>`. */
export type Attributes = Markup & { readonly place: 'tag' }

/** What may stand in a hole. `false` and `undefined` show nothing, so that `condition && html…` reads well. */
export type HtmlValue = string | number | false | undefined | Html | Attributes | readonly Html[]

/**
 * Makes markup from a template; text in its holes is escaped. The fixed parts are read once per template: a hole
 * where escaping cannot protect (unquoted attribute, event handler, style, script, comment, name of a tag) throws
 * at first use, and so does an address with a scheme that could run code. Whole attributes come from `attributes`.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let contexts = known.get(strings)
  if (contexts === undefined) {
    contexts = readTemplate(strings)
    known.set(strings, contexts)
  }
  let text = strings[0] as string
  for (let index = 0; index < values.length; index++) {
    text += written(values[index], contexts[index] as HoleContext) + strings[index + 1]
  }
  return new Markup(text, 'content') as Html
}

const known = new WeakMap<TemplateStringsArray, readonly HoleContext[]>()

/** The markup as text, to be sent. */
export const render = (markup: Html): string => markup.text

/** Nothing, where `Html` is asked for. */
export const nothing = new Markup('', 'content') as Html

/**
 * Attributes that are not always there: `true` writes the bare name, `false` and `undefined` leave it out.
 * Throws on names that could carry code or style, and on addresses with such a scheme.
 */
export function attributes(of: Readonly<Record<string, string | number | boolean | undefined>>): Attributes {
  let text = ''
  for (const name in of) {
    const value = of[name]
    if (value === undefined || value === false) continue
    if (!isPlainAttributeName(name)) throw new TypeError(`attribute "${name}" may not be written by attributes()`)
    if (value === true) text += ` ${name}`
    else {
      if (addressAttributes.has(name)) assertSafeAddress(String(value))
      text += ` ${name}="${typeof value === 'number' ? value : escaped(value)}"`
    }
  }
  return new Markup(text, 'tag') as Attributes
}

function written(value: HtmlValue, context: HoleContext): string {
  switch (context) {
    case 'content':
      if (typeof value === 'string') return escaped(value)
      if (value instanceof Markup && value.place === 'content') return value.text
      if (Array.isArray(value)) return joined(value)
      if (value === undefined || value === false) return ''
      break
    case 'attribute':
    case 'text-only':
      if (typeof value === 'string') return escaped(value)
      break
    case 'address':
      if (typeof value === 'string') return escaped(assertSafeAddress(value))
      break
    case 'tag':
      if (value instanceof Markup && value.place === 'tag') return value.text
      throw new TypeError('inside a tag only the result of attributes() may stand')
    default:
      return context satisfies never
  }
  if (typeof value === 'number') return String(value)
  throw new TypeError(`a value of type ${typeof value} cannot stand in ${context}`)
}

function joined(items: readonly Html[]): string {
  let text = ''
  for (const item of items) {
    if (!(item instanceof Markup) || item.place !== 'content')
      throw new TypeError('a list in a template holds Html only')
    text += item.text
  }
  return text
}

const needsEscape = /[&<>"']/
const replacements: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string =>
  needsEscape.test(text) ? text.replace(/[&<>"']/g, (character) => replacements[character] as string) : text
