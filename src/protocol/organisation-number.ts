const weights = [3, 2, 7, 6, 5, 4, 3, 2] as const

/** Whether `text` is nine digits whose last is the modulus-11 check digit of the others (REG-22). */
export function isOrganisationNumber(text: string): boolean {
  if (!/^[0-9]{9}$/.test(text)) return false
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  // A computed 10 fits no digit, so such a number is refused by the comparison itself.
  return (11 - (sum % 11)) % 11 === Number(text[8])
}
