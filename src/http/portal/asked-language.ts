import { isLanguage, type Language, matchUiLocales } from '../../protocol/language.ts'

/** The language a visitor gets: the one in the address, else the one chosen before, else the browser's, else bokmål (ONB-9). */
export function askedLanguage(
  address: string | undefined,
  cookie: string | undefined,
  acceptLanguage: string | undefined,
): Language {
  if (isLanguage(address)) return address
  if (isLanguage(cookie)) return cookie
  return matchUiLocales(byPreference(acceptLanguage ?? '')) ?? 'nb'
}

/** `en;q=0.5, nb` → `nb en` (RFC 9110 §12.5.4). What is not wanted (q=0) is left out. */
const byPreference = (header: string): string =>
  header
    .slice(0, 500)
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.split(';').map((part) => part.trim())
      const quality = parameters.find((parameter) => parameter.startsWith('q='))
      return { tag, quality: quality === undefined ? 1 : Number(quality.slice(2)) }
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ tag }) => tag)
    .join(' ')
