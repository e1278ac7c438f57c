import { standardSeed } from '../../harness/standard-seed.ts'

/** A client that has no keys, so that an enterprise certificate of its owner is its way in. */
export const certificateClient = (client_id: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  client_id,
  client_name: 'Tjeneste med sertifikat',
  client_orgno: '310000019',
  integration_type: 'idporten',
  token_endpoint_auth_method: 'private_key_jwt',
  redirect_uris: [`https://${client_id}.example.no/callback`],
  post_logout_redirect_uris: [`https://${client_id}.example.no/logged-out`],
  client_uri: `https://${client_id}.example.no/`,
  ...more,
})

export const seedWithCertificates = (...more: Record<string, unknown>[]) =>
  standardSeed([
    ...(more.some(({ client_id }) => client_id === 'sealed') ? [] : [certificateClient('sealed')]),
    ...more,
  ])
