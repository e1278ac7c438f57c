import type { Environment } from './environments.ts'

interface CertificateDefaults {
  /** Common names of roots: to tell that a file is meant for the other kind of environment (CR-1). */
  readonly rootNames: readonly string[]
  readonly policies: readonly string[]
  readonly crlUrls: readonly string[]
}

/** What the Norwegian issuers of enterprise certificates use for testing and in production. Their certificates are the operator's to fetch. */
export const certificateDefaults: Readonly<Record<Environment['kind'], CertificateDefaults>> = {
  test: {
    rootNames: [
      'Buypass Class 3 Test4 Root CA',
      'Buypass Class 3 Test4 Root CA G2 ST',
      'Commfides Root CA - G3 - TEST',
      'Portvakt Development Root CA',
    ],
    policies: [
      '2.16.578.1.26.1.3.5',
      '2.16.578.1.26.1.3.2',
      '2.16.578.1.26.1.0.3.2',
      '2.16.578.1.29.13.1.1.0',
      '2.16.578.1.29.913.1.1.0',
      '2.16.578.1.29.913.200.*',
      '2.16.578.1.29.913.210.*',
      '2.16.578.1.29.913.220.*',
      '2.16.578.1.1.1.1.100',
    ],
    crlUrls: [
      'http://crl.test4.buypass.no/crl/BPClass3T4CA3.crl',
      'http://crl.test4.buypassca.com/BPCl3CaG2STBS.crl',
      'http://crl.test4.buypassca.com/BPCl3RootCaG2ST.crl',
      'http://crl.test.commfides.com/G3/CommfidesLegalPersonCA-G3-TEST.crl',
    ],
  },
  prod: {
    rootNames: [
      'Buypass Class 3 Root CA',
      'Buypass Class 3 Root CA G2 ST',
      'Buypass Class 3 Root CA G2 HT',
      'Commfides Root CA - G3',
    ],
    policies: [
      '2.16.578.1.26.1.3.5',
      '2.16.578.1.26.1.3.2',
      '2.16.578.1.29.13.1',
      '2.16.578.1.29.13.1.1.0',
      '2.16.578.1.29.13.200.*',
      '2.16.578.1.29.13.210.*',
      '2.16.578.1.29.13.220.*',
    ],
    crlUrls: [
      'http://crl.buypass.no/crl/BPClass3CA3.crl',
      'http://crl.buypassca.com/BPCl3CaG2STBS.crl',
      'http://crl.commfides.com/G3/CommfidesLegalPersonCA-G3.crl',
      'http://crl1.commfides.com/CommfidesEnterprise-SHA256.crl',
      'http://crl2.commfides.com/CommfidesEnterprise-SHA256.crl',
    ],
  },
}
