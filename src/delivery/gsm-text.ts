/** The characters of GSM 03.38 that take one septet; those of its extension take two and are left out (ONB-110). */
const basicSet = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)

const mostSeptets = 160

/** Can it be sent in SMS without becoming sixteen bits a character? */
export const isGsmText = (text: string): boolean => [...text].every((character) => basicSet.has(character))

/** Throws unless the text goes in one SMS, one septet a character. The text itself is not repeated, since it may be secret. */
export function assertOneSegment(text: string, name: string): void {
  if (!isGsmText(text)) throw new Error(`${name} has a character that SMS do not have; correct the value put into it`)
  if (text.length > mostSeptets)
    throw new Error(`${name} has ${text.length} characters, ${mostSeptets} fit; shorten the value put into it`)
}
