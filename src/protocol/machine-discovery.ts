import { jwtBearerGrant } from './client-registration-types.ts'
import { endpointUrl } from './discovery.ts'
import { machineAssertionAlgorithms } from './machine-assertion.ts'

/** The machine issuer's metadata: the same members in both documents (REG-90). */
export const machineMetadata = (machineIssuer: string): Readonly<Record<string, unknown>> => ({
  issuer: machineIssuer,
  token_endpoint: endpointUrl(machineIssuer, '/token'),
  jwks_uri: endpointUrl(machineIssuer, '/jwk'),
  grant_types_supported: [jwtBearerGrant],
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: machineAssertionAlgorithms,
})
