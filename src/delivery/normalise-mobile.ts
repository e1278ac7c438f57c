export type NormalisedMobile =
  | { readonly ok: true; readonly mobile: string }
  | { readonly ok: false; readonly code: 'mobile_required' | 'mobile_not_mobile' | 'mobile_country' }

/**
 * A mobile number as people write it, in E.164; without country code it is Norwegian. Country codes have no plus sign
 * here; they cannot begin one another, so at most one fits (ONB-86).
 */
export function normaliseMobile(text: string, allowedCountryCodes: readonly string[]): NormalisedMobile {
  const dense = text.replaceAll(/[\s\u00a0().-]/g, '')
  if (dense === '') return { ok: false, code: 'mobile_required' }
  const mobile = dense.replace(/^00/, '+').replace(/^(?=[49][0-9]{7}$)/, '+47')
  if (!/^\+[1-9][0-9]{7,14}$/.test(mobile)) return { ok: false, code: 'mobile_not_mobile' }
  if (!allowedCountryCodes.some((code) => mobile.startsWith(`+${code}`))) return { ok: false, code: 'mobile_country' }
  if (mobile.startsWith('+47') && !/^\+47[49][0-9]{7}$/.test(mobile)) return { ok: false, code: 'mobile_not_mobile' }
  return { ok: true, mobile }
}
