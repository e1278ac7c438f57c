import { isIP } from 'node:net'
import { isMailAddress } from '../protocol/mail-address.ts'

/** A value as it may stand in an environment variable (text) or in a settings file (any YAML value), judged. */
export type Reading<Value> = { readonly value: Value } | { readonly problem: string }

/** How one kind of setting is read. `problem` says what the value must be. */
export type ReadSetting<Value> = (raw: unknown) => Reading<Value>

export const text: ReadSetting<string> = (raw) =>
  typeof raw === 'string' ? { value: raw } : { problem: 'must be text' }

export const filledText: ReadSetting<string> = (raw) =>
  typeof raw === 'string' && raw.trim() !== '' ? { value: raw.trim() } : { problem: 'must be text that is not empty' }

export const flag: ReadSetting<boolean> = (raw) => {
  if (raw === true || raw === 'true' || raw === '1') return { value: true }
  if (raw === false || raw === 'false' || raw === '0') return { value: false }
  return { problem: 'must be true or false' }
}

/** A whole number from `lowest` to `highest`, both included. */
export const wholeNumber =
  (lowest: number, highest: number): ReadSetting<number> =>
  (raw) => {
    const number = typeof raw === 'string' && /^[0-9]{1,10}$/.test(raw) ? Number(raw) : raw
    const isFit = typeof number === 'number' && Number.isInteger(number) && number >= lowest && number <= highest
    return isFit ? { value: number } : { problem: `must be a whole number from ${lowest} to ${highest}` }
  }

export const port = wholeNumber(1, 65_535)

export const choice =
  <const Value extends string>(permitted: readonly Value[]): ReadSetting<Value> =>
  (raw) => {
    const found = permitted.find((one) => one === raw)
    return found === undefined ? { problem: `must be one of ${permitted.join(', ')}` } : { value: found }
  }

/** Comma-separated in a variable, a list or one text in a file. Blanks around entries and empty entries go. */
export const list: ReadSetting<readonly string[]> = (raw) => {
  const entries: unknown[] = typeof raw === 'string' ? raw.split(',') : Array.isArray(raw) ? raw : [undefined]
  if (!entries.every((entry) => typeof entry === 'string')) return { problem: 'must be a list of texts' }
  return { value: entries.map((entry) => entry.trim()).filter((entry) => entry !== '') }
}

/** Networks in CIDR notation, of either family. */
export const networks: ReadSetting<readonly string[]> = (raw) => {
  const read = list(raw)
  const isNetwork = (entry: string): boolean => {
    const [address = '', bits = '', ...more] = entry.split('/')
    return (
      more.length === 0 &&
      /^\d{1,3}$/.test(bits) &&
      isIP(address) > 0 &&
      Number(bits) <= (isIP(address) === 4 ? 32 : 128)
    )
  }
  return 'problem' in read || read.value.every(isNetwork)
    ? read
    : { problem: 'must be networks such as 172.16.0.0/12 or fd00::/8, separated by commas' }
}

export const choices =
  <const Value extends string>(permitted: readonly Value[]): ReadSetting<readonly Value[]> =>
  (raw) => {
    const read = list(raw)
    if ('problem' in read) return read
    const isKnown = (one: string): one is Value => (permitted as readonly string[]).includes(one)
    const unknown = read.value.filter((one) => !isKnown(one))
    if (unknown.length > 0) return { problem: `may hold ${permitted.join(', ')}, separated by commas` }
    return { value: [...new Set(read.value.filter(isKnown))] }
  }

/** An http or https address without user information, query, fragment or white space; kept byte for byte. */
export const address: ReadSetting<string> = (raw) => {
  const url = typeof raw === 'string' && /^https?:\/\/[^\s?#@\\]+$/.test(raw) ? URL.parse(raw) : null
  return url === null || typeof raw !== 'string'
    ? { problem: 'must be an http or https address without query, fragment and user name' }
    : { value: raw }
}

/** An address that other paths are laid behind, so without a slash at its end. */
export const baseAddress: ReadSetting<string> = (raw) => {
  const read = address(raw)
  if ('problem' in read) return read
  return read.value.endsWith('/') ? { problem: 'must not end in a slash' } : read
}

/** An issuer that ends in a slash and has a path, so that it never meets the paths of a gateway. */
export const slashedAddress: ReadSetting<string> = (raw) => {
  const read = address(raw)
  if ('problem' in read) return read
  const hasPath = (URL.parse(read.value)?.pathname ?? '/') !== '/'
  return hasPath && read.value.endsWith('/') ? read : { problem: 'must have a path of its own and end in a slash' }
}

/** A list of which every entry is read alike. */
const listOf =
  (one: ReadSetting<string>): ReadSetting<readonly string[]> =>
  (raw) => {
    const read = list(raw)
    if ('problem' in read) return read
    const problem = read.value.map(one).find((reading) => 'problem' in reading)
    return problem !== undefined && 'problem' in problem ? { problem: `${problem.problem} in every entry` } : read
  }

/** Addresses as they stand in certificates: an http or https address with whatever path and query it has. */
export const addresses = listOf((raw) => {
  const isAddress = typeof raw === 'string' && /^https?:\/\/[^\s#@\\]+$/.test(raw) && URL.canParse(raw)
  return isAddress ? { value: raw } : { problem: 'must be an http or https address' }
})

/** Object identifiers, of which `.*` at the end stands for all below. */
export const objectIdentifiers = listOf((raw) =>
  typeof raw === 'string' && /^[0-2](?:\.[0-9]+)+(?:\.\*)?$/.test(raw)
    ? { value: raw }
    : { problem: 'must be an object identifier such as 2.16.578.1.26.1.3.5' },
)

export const mailAddress: ReadSetting<string> = (raw) =>
  typeof raw === 'string' && isMailAddress(raw)
    ? { value: raw }
    : { problem: 'must be one mail address, without a name' }

/** Empty, or what `read` reads. */
export const optional =
  (read: ReadSetting<string>): ReadSetting<string> =>
  (raw) =>
    raw === '' ? { value: '' } : read(raw)

/** Text that takes at most `most` places in an SMS: plain characters and the Nordic letters. */
export const smsText =
  (most: number): ReadSetting<string> =>
  (raw) =>
    typeof raw === 'string' && raw.length <= most && /^[A-Za-z0-9ÆØÅÄÖæøåäö +().,:/-]*[A-Za-z0-9ÆØÅÄÖæøåäö]$/.test(raw)
      ? { value: raw }
      : { problem: `must be 1 to ${most} letters, digits and common signs` }

export const smsSender: ReadSetting<string> = (raw) =>
  typeof raw === 'string' && /^[A-Za-z0-9]{1,11}$/.test(raw)
    ? { value: raw }
    : { problem: 'must be 1 to 11 letters and digits' }

export const countryCodes: ReadSetting<readonly string[]> = (raw) => {
  const read = list(Array.isArray(raw) ? raw.map(String) : raw)
  if ('problem' in read) return read
  return read.value.length > 0 && read.value.every((code) => /^[1-9][0-9]{0,2}$/.test(code))
    ? read
    : { problem: 'must hold country codes without a plus sign' }
}
