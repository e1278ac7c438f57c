import type { OnBehalfOf } from './client.ts'
import type { RegistrationFault } from './client-registration-fault.ts'
import { FieldReader } from './client-registration-fields.ts'
import { isOrganisationNumber } from './organisation-number.ts'

export const mostOnBehalfOf = 10_000

/** Reads the public bodies that a supplier's client speaks for (section 10.2, REG-115). Faults are added to `faults`. */
export function readOnBehalfOf(input: unknown, faults: RegistrationFault[]): readonly OnBehalfOf[] {
  const fault = (message: string): readonly OnBehalfOf[] => {
    faults.push({ field: 'onbehalfof', message })
    return []
  }
  if (!Array.isArray(input)) return fault('must be a list')
  if (input.length > mostOnBehalfOf) return fault(`must have at most ${mostOnBehalfOf} entries (REG-115)`)
  const seen = new Set<string>()
  return input.map((entry: unknown, index) => {
    const isObject = typeof entry === 'object' && entry !== null && !Array.isArray(entry)
    const reader = new FieldReader(isObject ? (entry as Record<string, unknown>) : {})
    const read = readEntry(reader)
    if (!isObject) reader.faults.splice(0, Infinity, { field: '', message: 'must be an object' })
    else if (seen.has(read.onbehalfof))
      reader.fault('onbehalfof', 'is used by another entry of this client (section 10.2)')
    seen.add(read.onbehalfof)
    for (const { field, message } of reader.faults)
      faults.push({ field: `onbehalfof[${index}]${field === '' ? '' : `.${field}`}`, message })
    return read
  })
}

/** One entry by itself; what is wrong with it stands in the reader. */
export function readEntry(reader: FieldReader): OnBehalfOf {
  const onbehalfof = reader.text('onbehalfof', 100) ?? ''
  if (!/^[A-Za-z0-9._-]{1,100}$/.test(onbehalfof))
    reader.fault('onbehalfof', 'must be 1 to 100 characters of A-Z a-z 0-9 . _ - (section 10.2)')
  const name = readName(
    reader,
    reader.raw('name') === undefined && reader.raw('display_name') !== undefined ? 'display_name' : 'name',
  )
  const orgno = reader.text('orgno', 9) ?? ''
  if (!isOrganisationNumber(orgno)) reader.fault('orgno', 'must be a valid organisation number (REG-22)')
  const uri = readHttpUri(
    reader,
    ['uri', 'url', 'client_uri'].find((field) => reader.raw(field) !== undefined) ?? 'uri',
  )
  const description = reader.text('description', 255) ?? ''
  const active = reader.flag('active', true)
  return { onbehalfof, name, orgno, description, active, ...(uri === undefined ? {} : { uri }) }
}

/** A name that citizens see: trimmed, 1 to 255 characters, nothing that could be taken for markup (section 3). */
export function readName(reader: FieldReader, field: string): string {
  const name = (reader.text(field, 400) ?? '').trim()
  const isSent = reader.raw(field) !== undefined
  const length = [...name].length
  if (length < 1 || length > 255)
    reader.fault(field, `${isSent ? 'must be' : 'is required:'} 1 to 255 characters (section 3)`)
  if (/[\p{Cc}<>]/u.test(name)) reader.fault(field, 'must not contain control characters or < > (section 3)')
  return name
}

/** An http or https address of at most 2048 characters, as a link on a page (REG-53). */
export function readHttpUri(reader: FieldReader, field: string): string | undefined {
  const uri = reader.text(field, 2048)
  if (uri === undefined) return undefined
  const isAddress = /^https?:\/\/[^\s\\<>"\p{Cc}]+$/iu.test(uri) && URL.canParse(uri)
  if (!isAddress || URL.parse(uri)?.username !== '') reader.fault(field, 'must be an http or https address (section 3)')
  return uri
}
