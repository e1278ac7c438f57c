import type { CertificateEnd } from '../../certificates/certificate-trust.ts'
import type { Client } from '../../protocol/client.ts'
import type { GrantType, TokenRequests } from '../../protocol/token-request.ts'

/** A client whose credentials held, and how it showed them (CAUTH-20…25). */
export interface AuthenticatedClient {
  readonly client: Client
  readonly clientAmr: string
  /** Id of the secret, `kid` of the key, or `x5t#S256:` and the certificate's thumbprint; none for public clients. */
  readonly credentialId?: string
  readonly certificate?: CertificateEnd
  /** Thumbprint of the key whose possession it proved for this request (RFC 9449 §5). */
  readonly dpopJkt?: string
}

/** The answer of `/token`, on the wire (TOK-3, TOK-4): these members and no others. */
export interface TokenResponse {
  readonly access_token: string
  readonly token_type: 'Bearer' | 'DPoP'
  readonly expires_in: number
  readonly scope: string
  readonly id_token?: string
  readonly refresh_token?: string
  readonly refresh_token_expires_in?: number
}

/** One grant type's work, after its parameters were read and the client authenticated. Throws `ProtocolError`. */
export type Grant<Type extends GrantType> = (
  authenticated: AuthenticatedClient,
  request: TokenRequests[Type],
  correlationId: string,
) => Promise<TokenResponse>
