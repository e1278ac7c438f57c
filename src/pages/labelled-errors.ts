import type { FieldError } from './error-summary.ts'

const unescaped: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const readable = (text: string): string =>
  text
    .replace(/&(amp|lt|gt|quot|#39);/g, (_whole, name: string) => unescaped[name] ?? '')
    .replace(/[?:]$/, '')
    .trim()

/** What the fields of a rendered page are called: by the id of a field, or of the first choice of a group. */
function labelsOf(page: string): ReadonlyMap<string, string> {
  const labels = new Map<string, string>()
  for (const [, id = '', label = ''] of page.matchAll(/<label [^>]*\bfor="(f-[^"]+)"[^>]*>([^<]+)/g))
    if (!labels.has(id)) labels.set(id, readable(label))
  // The words over a group say more than those of its first choice.
  for (const [, label = '', id = ''] of page.matchAll(
    /<legend[^>]*>([^<]+)[\s\S]*?\bid="(f-[^"]+?(?<!-help|-error))"/g,
  ))
    labels.set(id, readable(label))
  return labels
}

/**
 * Errors of which the summary names the field, taken from the page that shows them: two empty fields would read alike
 * otherwise, and a label that changes changes in both places.
 */
export function labelledErrors(errors: readonly FieldError[], page: string): readonly FieldError[] {
  const labels = labelsOf(page)
  return errors.map((error) => {
    const label = labels.get(error.fieldId)
    return label === undefined ? error : { ...error, text: `${label}: ${error.text}` }
  })
}
