const inspect = Symbol.for('nodejs.util.inspect.custom')

/** A credential that cannot print itself: every way of turning it into text gives `[secret]`, save `reveal`. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The value itself. Only for the place that checks it or hands it out once. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }

  [inspect](): string {
    return '[secret]'
  }
}
