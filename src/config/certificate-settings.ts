import { certificateDefaults } from './certificate-defaults.ts'
import type { CertificateSettings, Environment } from './environments.ts'
import { type Setting, setting } from './setting.ts'
import * as kind from './setting-kinds.ts'

type Names = { readonly [Name in keyof CertificateSettings]: Setting<CertificateSettings[Name]> }

/** Whose enterprise certificates an environment believes. */
export const certificateSettings: Names = {
  roots: setting(
    'certificates.roots',
    'CERTIFICATE_ROOTS',
    kind.list,
    '',
    'PEM files of the root certificates that enterprise certificates must lead to. Without any, only those of the development CA are accepted.',
  ),
  intermediates: setting(
    'certificates.intermediates',
    'CERTIFICATE_INTERMEDIATES',
    kind.list,
    '',
    'PEM files of the intermediate certificates below them.',
  ),
  policies: setting(
    'certificates.policies',
    'CERTIFICATE_POLICIES',
    kind.objectIdentifiers,
    '<Norwegian issuers>',
    'Certificate policies that are accepted; .* at the end stands for all below.',
  ),
  crlUrls: setting(
    'certificates.crl_urls',
    'CRL_URLS',
    kind.addresses,
    '<Norwegian issuers>',
    'Addresses of revocation lists. No other is ever fetched.',
  ),
  ocspUrls: setting(
    'certificates.ocsp_urls',
    'OCSP_URLS',
    kind.addresses,
    '',
    'Addresses of OCSP responders, asked besides the lists when a certificate names one of them.',
  ),
  orgnoInOrganisationName: setting(
    'certificates.orgno_in_o',
    'ORGNO_IN_O',
    kind.flag,
    'false',
    'Take the organisation number from the end of the organisation name too, when the subject has it nowhere else.',
  ),
  supplierAllowed: setting(
    'certificates.supplier_allowed',
    'SUPPLIER_CERTIFICATES',
    kind.flag,
    'false',
    "A supplier's certificate opens the clients that it runs for others.",
  ),
  developmentCa: setting(
    'certificates.development_ca',
    'DEVELOPMENT_CA',
    kind.flag,
    'true',
    'Test only: trust certificates of the development CA beside the secrets file. False for kind prod, which refuses true.',
  ),
}

/** The settings of one environment, each with the default of its kind. `read` notes what is wrong. */
export function readCertificateSettings(
  environmentKind: Environment['kind'],
  read: <Value>(setting: Setting<Value>) => Value | undefined,
): CertificateSettings {
  const defaults = certificateDefaults[environmentKind]
  return {
    roots: read(certificateSettings.roots) ?? [],
    intermediates: read(certificateSettings.intermediates) ?? [],
    policies: read(certificateSettings.policies) ?? defaults.policies,
    crlUrls: read(certificateSettings.crlUrls) ?? defaults.crlUrls,
    ocspUrls: read(certificateSettings.ocspUrls) ?? [],
    orgnoInOrganisationName: read(certificateSettings.orgnoInOrganisationName) ?? false,
    supplierAllowed: read(certificateSettings.supplierAllowed) ?? false,
    developmentCa: read(certificateSettings.developmentCa) ?? environmentKind === 'test',
  }
}
