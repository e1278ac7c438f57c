const most = 254

/**
 * Is it one address and nothing else: no name, list, comment or line break? Mail programs read far more into an address
 * field, and send to whatever they find there. Only ASCII: other domains are written in their xn-- form.
 */
export const isMailAddress = (text: string): boolean =>
  text.length <= most &&
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$/.test(
    text,
  )
