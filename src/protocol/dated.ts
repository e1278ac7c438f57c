/** Digits of a time in base 36: enough until the year 4453. */
export const dateLength = 7

/**
 * A time as seven characters of `[0-9a-z]` that sort as the times do. Names and credentials that begin with it stand, in a
 * store's index, beside those of the same time: a commit then writes few pages. It tells when something was made and
 * proves nothing; what must not be guessed is the random part behind it.
 */
export const dated = (seconds: number): string => seconds.toString(36).padStart(dateLength, '0')
