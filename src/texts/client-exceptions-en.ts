import type { ClientExceptionsKey } from './client-exceptions-nb.ts'

export const clientExceptionsEn: Readonly<Record<ClientExceptionsKey, string>> = {
  'group.security': 'Security',
  'group.security-intro':
    'All of this is stricter than the standard. Leave it as it is unless you know that you need it: a service that was not made for it stops working.',
  'group.exceptions': 'Exceptions',
  'group.exceptions-intro':
    'Exceptions are for software that can do no better. Each of them weakens something, and is shown as a warning on the page of the client.',
  'field.security_profile': 'Security profile',
  'help.security_profile':
    'fapi2 turns all of this on together: requests are pushed to /par, PKCE, private_key_jwt with PS256 or ES256, and access tokens bound to a key (DPoP). Health and finance often demand it.',
  'profile.standard': 'standard: OpenID Connect as most use it',
  'profile.fapi2': 'fapi2: FAPI 2.0 Security Profile',
  'field.id_token_signed_response_alg': 'Algorithm of the id_token',
  'help.id_token_signed_response_alg':
    'All software understands RS256. PS256 and ES256 are for those who demand them; the key stands in the JWKS.',
  'field.dpop_bound_access_tokens': 'Bind access tokens to a key (DPoP)',
  'help.dpop_bound_access_tokens':
    'The service must send a DPoP proof to /token and to the APIs. A stolen token is then worth nothing.',
  'field.require_pushed_authorization_requests': 'Require requests pushed to /par',
  'help.require_pushed_authorization_requests':
    'The request is sent from server to server first. The browser sees a reference only, and nobody can change the parameters. Ordinary requests are refused.',
  'field.require_signed_request_object': 'Require signed requests (request)',
  'help.require_signed_request_object': 'The request is a JWT signed with a key that is registered on the client.',
  'field.require_nonce': 'Require nonce',
  'help.require_nonce':
    'The service must send a nonce when somebody logs in, or the request is refused. Normally it is optional.',
  'field.lean_id_token': 'Lean id_token: without pid and locale',
  'help.lean_id_token':
    'For services whose id_token may end in logs or with others. The national identity number is read at /userinfo with the scope profile.',
  'field.backchannel_logout_uri': 'Back-channel logout URI',
  'help.backchannel_logout_uri':
    'Called from server to server with a signed logout_token when the citizen logs out. Works also where the browser stops cookies in frames. Example: https://service.agency.no/backchannel-logout',
  'field.backchannel_logout_session_required': 'Send sid with back-channel logout',
  'warnings.title': 'Exceptions of this client',
  'warning.no-pkce':
    'PKCE is turned off. Whoever gets hold of a code can try to use it. Set code_challenge_method to S256 once the software can send code_challenge; it must then always do so.',
  'warning.lean-id-token':
    'The id_token has neither pid nor locale. The service must read them at /userinfo. Remove lean_id_token to have them in the id_token again.',
  'warning.lean-without-profile':
    'The id_token has neither pid nor locale, and the client lacks the scope profile: it can learn the national identity number nowhere. Add profile, or remove lean_id_token.',
  'warning.legacy-profile':
    'The client uses the interface of 2018: acr is Level3 or Level4, amr is text. It is there for old code. Mend the code by the documentation, and ask the operator to turn the profile off.',
  'warning.reused-refresh-token':
    'The same refresh token is used again and again. If it is stolen, nobody notices. Choose ONETIME: it bears that an answer is lost, and that several servers renew at once. DPoP protects too.',
  'warning.plain-http':
    'A redirect URI uses http to another machine. The code travels in the clear and can be read on its way. Register https; production never accepts http.',
  'warning.long-access-token':
    'Access tokens are good for more than an hour. An API that does not ask us accepts them for so long, also after logout. Shorten the lifetime and use the refresh token.',
  'warning.long-authorization':
    'Access lasts for more than 31 days without a login of the citizen. Shorten authorization_lifetime and refresh_token_lifetime unless the service needs it.',
  'warning.logout-elsewhere':
    'Logouts are told to an address (backchannel_logout_uri) on another host than those of redirect_uris. See that the host is yours.',
  'warning.remote-keys':
    'The keys are fetched from jwks_uri. If the address does not answer, the client cannot prove who it is, and whoever controls the address controls the client. Register the keys here instead if you can.',
}
