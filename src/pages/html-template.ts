/**
 * Where a hole of a template stands:
 * `content` between tags · `text-only` inside <title> or <textarea> · `attribute` in a quoted attribute ·
 * `address` at the start of an attribute that holds an address · `tag` between the attributes of a tag.
 */
export type HoleContext = 'content' | 'text-only' | 'attribute' | 'address' | 'tag'

export const addressAttributes: ReadonlySet<string> = new Set([
  'href',
  'src',
  'action',
  'formaction',
  'poster',
  'data',
  'cite',
  'background',
  'manifest',
  'ping',
  'xlink:href',
])

const rawElements = /^(script|style|iframe|noembed|noframes|plaintext|xmp)$/
const textElements = /^(title|textarea)$/

/** Attributes whose text is read as code, style or a whole document: no escaping makes a hole in them safe. */
const codeAttributes = /^(on.*|style|srcdoc|srcset)$/

/** A name that `attributes` may write: lower case, and not one whose value is code. */
export const isPlainAttributeName = (name: string): boolean =>
  /^[a-z][a-z0-9-]*$/.test(name) && !codeAttributes.test(name)

/** Reads the fixed parts of a template as a browser would; answers the context of each hole or throws. */
export function readTemplate(strings: readonly string[]): readonly HoleContext[] {
  const reader = new TemplateReader()
  const contexts: HoleContext[] = []
  strings.forEach((part, index) => {
    reader.read(part)
    if (index < strings.length - 1) contexts.push(reader.hole())
  })
  reader.end()
  return contexts
}

type Place = 'content' | 'comment' | 'tag-name' | 'tag' | 'attribute-name' | 'before-value' | 'value'

class TemplateReader {
  private place: Place = 'content'
  private element = ''
  private attribute = ''
  private quote = ''
  private value = ''
  /** An address hole has been seen in this value: what follows must not be able to change its scheme. */
  private afterAddress = false
  /** Name of the element whose content is text, not markup. */
  private textElement = ''

  read(part: string): void {
    let position = 0
    while (position < part.length) position = this.step(part, position)
  }

  /** Meets a hole; answers its context. */
  hole(): HoleContext {
    switch (this.place) {
      case 'content':
        if (rawElements.test(this.textElement)) return this.refuse(`inside <${this.textElement}>`)
        return this.textElement === '' ? 'content' : 'text-only'
      case 'tag':
        return 'tag'
      case 'value':
        return this.valueHole()
      case 'comment':
        return this.refuse('in a comment')
      case 'before-value':
        return this.refuse(`in the unquoted attribute ${this.attribute}`)
      default:
        return this.refuse(`in the name of a tag or attribute (${this.element} ${this.attribute})`)
    }
  }

  /** A template is whole tags: what it begins it ends, so that templates can stand inside each other. */
  end(): void {
    if (this.place !== 'content') throw new TypeError(`template ends inside <${this.element}> or a comment`)
    if (this.textElement !== '') throw new TypeError(`template ends inside <${this.textElement}>`)
  }

  private refuse(where: string): never {
    throw new TypeError(`a value may not stand ${where}: no escaping makes that safe`)
  }

  private valueHole(): HoleContext {
    if (codeAttributes.test(this.attribute)) return this.refuse(`in the attribute ${this.attribute}`)
    if (!addressAttributes.has(this.attribute)) return 'attribute'
    if (this.afterAddress || this.value !== '') {
      this.checkAddressStart()
      return 'attribute'
    }
    this.afterAddress = true
    return 'address'
  }

  // The fixed text before a second hole must settle what kind of address it is; a PNG within it can be nothing else.
  private checkAddressStart(): void {
    const settled = this.afterAddress ? /^[/?#]/ : /^([/?#]|https?:|mailto:|tel:|data:image\/png;base64,)/i
    if (!settled.test(this.value)) {
      this.refuse(`in ${this.attribute} after "${this.value}", which does not settle the kind of address`)
    }
  }

  private step(part: string, position: number): number {
    const rest = part.slice(position)
    const character = part[position] as string
    switch (this.place) {
      case 'content':
        return this.stepContent(part, position)
      case 'comment': {
        const close = part.indexOf('-->', position)
        if (close < 0) return part.length
        this.place = 'content'
        return close + 3
      }
      case 'tag-name':
        if (/[\s/>]/.test(character)) this.place = 'tag'
        else this.element += character.toLowerCase()
        return /[\s/>]/.test(character) ? position : position + 1
      case 'tag':
        return this.stepTag(character, position)
      case 'attribute-name':
        if (character === '=') this.place = 'before-value'
        else if (/[\s/>]/.test(character)) {
          this.place = 'tag'
          return position
        } else this.attribute += character.toLowerCase()
        return position + 1
      case 'before-value': {
        if (character !== '"' && character !== "'") throw new TypeError(`attribute ${this.attribute} is not quoted`)
        this.quote = character
        this.value = ''
        this.afterAddress = false
        this.place = 'value'
        return position + 1
      }
      case 'value': {
        const close = rest.indexOf(this.quote)
        this.value += close < 0 ? rest : rest.slice(0, close)
        if (this.afterAddress && this.value !== '') this.checkAddressStart()
        if (close < 0) return part.length
        this.place = 'tag'
        return position + close + 1
      }
      default:
        return this.place satisfies never
    }
  }

  private stepContent(part: string, position: number): number {
    if (this.textElement !== '') return this.stepText(part, position)
    const open = part.indexOf('<', position)
    if (open < 0) return part.length
    if (part.startsWith('<!--', open)) {
      this.place = 'comment'
      return open + 4
    }
    if (open + 1 >= part.length) {
      this.place = 'tag-name'
      this.element = ''
      return open + 1
    }
    if (!/[a-z/!]/i.test(part[open + 1] as string)) return open + 1
    this.place = 'tag-name'
    this.element = part[open + 1] === '/' ? '/' : ''
    return part[open + 1] === '/' ? open + 2 : open + 1
  }

  private stepText(part: string, position: number): number {
    const close = part.toLowerCase().indexOf(`</${this.textElement}`, position)
    if (close < 0) return part.length
    this.textElement = ''
    this.place = 'tag-name'
    this.element = '/'
    return close + 2
  }

  private stepTag(character: string, position: number): number {
    if (character === '>') {
      this.place = 'content'
      if (rawElements.test(this.element) || textElements.test(this.element)) this.textElement = this.element
    } else if (!/[\s/]/.test(character)) {
      this.attribute = ''
      this.place = 'attribute-name'
      return position
    }
    return position + 1
  }
}
