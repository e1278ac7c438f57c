import { testCertificatesEn } from './test-certificates-en.ts'
import { testCertificatesNb } from './test-certificates-nb.ts'
import { textsOf } from './texts-of.ts'

export const testCertificatesTexts = textsOf({ nb: testCertificatesNb, en: testCertificatesEn })
