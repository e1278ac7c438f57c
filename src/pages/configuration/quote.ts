/** Names of people's making stand in comments: without line breaks or anything else that could end the comment. */
export const comment = (text: string): string =>
  JSON.stringify(text.toWellFormed().replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')).replaceAll('*/', '* /')

/** A string of JSON that is also one of YAML, TOML, Python, Java and TypeScript: all control characters as `\uXXXX`. */
export const quoted = (text: string): string =>
  JSON.stringify(text.toWellFormed()).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** JSON as a file, two spaces deep. */
export const jsonFile = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

// Written so that it is not taken for a placeholder that somebody forgot the backticks of.
const lookUp = `$\{`

/** Stands in for the dollar where Apache would look a variable up. */
export const apacheDollarVariable = `$\{portvakt_dollar}`

/** An argument of an Apache directive. Of a variable `${…}` only the dollar can be escaped, by a variable of its own. */
export const apacheQuoted = (text: string): string =>
  `"${withoutControls(text)
    .replaceAll(/["\\]/g, '\\$&')
    .replaceAll(lookUp, () => `${apacheDollarVariable}{`)}"`

/** The line that `apacheQuoted` needs when there is a `${` in one of the values. */
export const apacheDollar = 'Define portvakt_dollar $'

/** A value of Spring's YAML: a `${` there would be looked up, so it is escaped for Spring and then for YAML. */
export const springQuoted = (text: string): string => quoted(text.replaceAll(lookUp, () => `\\${lookUp}`))

export const phpQuoted = (text: string): string => `'${text.toWellFormed().replaceAll(/['\\]/g, '\\$&')}'`

/** A word of the shell; files for systemd, Docker and `node --env-file` read it the same way when it holds no apostrophe. */
export const shellQuoted = (text: string): string =>
  `'${withoutControls(text).replaceAll("'", () => String.raw`'\''`)}'`

/** Code in a cell of a Markdown table: a fence longer than any in the text, and no bar that would end the cell. */
export function markdownCode(text: string): string {
  const plain = withoutControls(text)
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const space = /^`|`$|^ .* $/.test(plain) ? ' ' : ''
  return `${fence}${space}${plain.replaceAll('|', '\\|')}${space}${fence}`
}

/** Text in Markdown that is no markup. */
export const markdownText = (text: string): string =>
  withoutControls(text).replaceAll(/[\\`*_{}[\]()#+.!|<>~&-]/g, '\\$&')

// These formats have no way to write a control character; no valid value of a client holds one.
const withoutControls = (text: string): string => text.toWellFormed().replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
