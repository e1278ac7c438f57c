import type { ExplanationsKey } from './explanations-nb.ts'

export const explanationsEn: Readonly<Record<ExplanationsKey, string>> = {
  'sheet.sent': 'What was sent',
  'sheet.sent-note':
    'Secrets, codes, tokens and national identity numbers are not kept; of them only the length is told.',
  'sheet.registered': 'What is registered now',
  'sheet.nothing': 'The rule is about nothing that is registered.',
  'sheet.not-kept': 'Not kept.',
  'sheet.facts': 'What happened',
  'sheet.time': 'Time',
  'sheet.environment': 'Environment',
  'sheet.client': 'Client',
  'sheet.endpoint': 'Endpoint',
  'sheet.error': 'Error code',
  'sheet.rule': 'Rule',
  'sheet.parameter': 'Parameter',
  'sheet.value': 'Value',
  'sheet.edit': 'Change the client',
  'explain.label': 'What does it mean?',
  'fix.label': 'How to mend it',
  'redirect-uri.why':
    'The redirect_uri is not registered on the client. Sent: {sent}. Nearest registered: {nearest}. The first difference is character number {place}: sent “{sentPart}”, registered “{nearestPart}”.',
  'redirect-uri.fix':
    'Register the address as the service sends it, or mend the service. They must be equal character by character, including a slash at the end, http or https, and the port.',
  'redirect-uri-missing.why': 'The redirect_uri is missing, or the client has none registered. Sent: {sent}',
  'redirect-uri-missing.fix': 'Register the address on the client, and send it with the request.',
  'unknown-client.why': 'The client does not exist here, is not in use, or cannot log citizens in.',
  'unknown-client.fix': 'Check client_id and environment. Test and production have different clients.',
  'client-authentication.why': 'The client could not prove who it is. ({description})',
  'client-authentication.fix':
    'Check that the secret or key is the newest, that it has not expired, and that the method is the registered one. For private_key_jwt the clock of the server must be right.',
  'pkce.why': 'PKCE does not fit. ({description})',
  'pkce.fix':
    'Send code_challenge with code_challenge_method=S256 when logging in, and the same code_verifier when the code is exchanged.',
  'code.why':
    'The code cannot be exchanged: it is unknown, expired, used before, or the redirect_uri differs from the login’s. ({description})',
  'code.fix': 'Exchange the code once and at once. A service on several servers must share its state.',
  'refresh-token.why':
    'The refresh_token is unknown, expired, used before, or the login it came from has ended. ({description})',
  'refresh-token.fix': 'Keep only the newest. When it fails, the user has to log in again.',
  'grant.why': 'The client is not registered for this grant. ({description})',
  'grant.fix': 'Add the grant to the client, or do not ask for it.',
  'scope.why': 'A scope or audience that was asked for is not on the client. ({description})',
  'scope.fix': 'Add the scope to the client, or take it out of the request.',
  'level.why': 'No way to log in here reaches the level in acr_values. ({description})',
  'level.fix': 'Ask for idporten-loa-substantial or idporten-loa-high.',
  'no-session.why': 'The service asked with prompt=none, but the user was not logged in.',
  'no-session.fix': 'This is normal. Ask for a login without prompt=none.',
  'cancelled.why': 'The user cancelled the login.',
  'cancelled.fix': 'Show a page where the user can try again.',
  'access-token.why': 'The access_token is unknown, expired or gives no access. ({description})',
  'access-token.fix': 'Get a new one with the refresh_token, or ask for a login. Check the scope.',
  'parameter.why': 'A parameter is missing, was sent twice or does not fit the others. ({description})',
  'parameter.fix': 'The description names the parameter. Mend it in the request.',
  'ours.why': 'Something went wrong on our side.',
  'ours.fix': 'Try again. If it happens again, contact support with the reference.',
  'other.why': '{code}: {description}',
  'other.fix': 'See the list of errors in the documentation, or contact support with the reference.',
  'auth-method.why':
    'The client proved who it is in another way than it is registered with, or in none. ({description})',
  'auth-method.fix':
    'Use the registered method, or change token_endpoint_auth_method of the client. Many libraries choose by themselves: set the method in the configuration.',
  'secret.why': 'The secret is none of those that are valid now. ({description})',
  'secret.fix':
    'See on the client’s page which secrets are valid and when they expire. Check that it was pasted whole, without a line break, and that test and production are not mixed up.',
  'assertion.why': 'The JWT that the client proves itself with was not accepted. ({description})',
  'assertion.fix':
    'Compare with what is registered: iss and sub are the client_id, aud is the issuer, kid is a registered key that has not expired, exp is at most 120 seconds after iat. Make a new one for each request, and keep the server’s clock right.',
  'verifier.why': 'The code_verifier does not fit the code_challenge of the login. ({description})',
  'verifier.fix':
    'Keep the code_verifier in the user’s session from the beginning of the login until the code is exchanged. If it fails only now and then, two tabs or two servers are mixed up.',
  'code-used.why': 'The code has been used before. All that was issued the first time has been revoked.',
  'code-used.fix':
    'Exchange each code once. Usual causes: the page is loaded again, a double click, or the answer was lost and the library tried again. The user then has to log in again.',
  'code-redirect.why': 'The redirect_uri when exchanging the code differs from the one of the login.',
  'code-redirect.fix': 'Send exactly the same redirect_uri to /token as to /authorize, character by character.',
  'refresh-used.why':
    'The refresh_token was replaced, and used again after its minute of grace. All of the login has been revoked, for somebody may have stolen it.',
  'refresh-used.fix':
    'Keep the newest refresh_token before the old one is thrown away, also when several servers renew. The user has to log in again.',
  'authorization-ended.why':
    'The login that this came from has ended: by logout, by withdrawal, or by its lifetime. ({description})',
  'authorization-ended.fix':
    'Ask for a new login. If it happens earlier than expected, look at authorization_lifetime of the client and the limits of the scopes.',
  'resource.why': 'The resource is no valid audience here. ({description})',
  'resource.fix':
    'Send an absolute URI without #, as the owner of the API has told it. When exchanging and refreshing it can only be among those of the login.',
  'state.why': 'The state is missing or has characters that we cannot give back. ({description})',
  'state.fix':
    'Send a random state for each login, in ASCII, and check that the same comes back. Without PKCE it is the only protection against forged answers.',
  'nonce.why': 'The nonce is missing or of a form that we do not accept. ({description})',
  'nonce.fix':
    'Send a random nonce for each login, and check it in the id_token. If it is not needed, require_nonce of the client can be turned off.',
  'hint.why': 'The id_token_hint is no id_token of ours for this client, or is of another citizen. ({description})',
  'hint.fix': 'Send the last id_token that the client got in this environment, or leave the parameter out.',
  'on-behalf-of.why': 'The onbehalfof is not registered on the client, or is turned off.',
  'on-behalf-of.fix':
    'Register the organisation under onbehalfof of the client, and send the value as it stands there.',
  'repeated.why': 'A parameter was sent more than once. ({description})',
  'repeated.fix':
    'Send each parameter once. Look whether a framework adds something that stands in the address already.',
  'request-object.why': 'The signed request (request) was not accepted. ({description})',
  'request-object.fix':
    'Compare with what is registered: kid is a registered key, iss is the client_id, aud is the issuer, exp is set and has not passed. Only what stands inside counts.',
  'pushed-request.why': 'The request_uri is too old, used, unknown or another client’s. ({description})',
  'pushed-request.fix': 'Push a new request to /par for each login, and send the user on within 120 seconds.',
  'stricter.why': 'The client is registered with a stricter demand than the request met. ({description})',
  'stricter.fix':
    'Do what the client is registered for, or turn the demand off on the client if the software cannot do it.',
  'dpop.why': 'The DPoP proof is missing or does not fit the request. ({description})',
  'dpop.fix':
    'Make a new proof for each request: htm and htu of the request, iat now, a new jti, and ath when an access_token comes with it. The server’s clock must be right.',
  'dpop-key.why': 'This is bound to another key than the one that signed the DPoP proof. ({description})',
  'dpop-key.fix': 'Use the same key through the whole login, also when several servers share the work.',
  'consent.why': 'The service asked with prompt=none, but the citizen must first consent to a scope.',
  'consent.fix': 'Ask for a login without prompt=none, so that the citizen can answer.',
}
