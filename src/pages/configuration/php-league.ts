import { endpointUrl } from '../../protocol/discovery.ts'
import type { ClientSheet } from './client-sheet.ts'
import { checkTheLevel, noFrontChannel, placeholderNotes } from './common-notes.ts'
import { placeholders } from './placeholders.ts'
import { comment, phpQuoted } from './quote.ts'
import type { Recipe } from './recipe.ts'
import { serverSoftware } from './refusals.ts'
import { levelsOf, postLogoutUriOf, redirectUriOf, uiLocales, usesKey, usesSecret } from './request-values.ts'

const software = 'league/oauth2-client'

/** PHP, with league/oauth2-client for OAuth and firebase/php-jwt for the id_token, which the former does not know. */
export const phpLeague: Recipe = {
  id: 'php-league',
  software: 'PHP (league/oauth2-client)',
  refuses: serverSoftware(software, ['client_secret_basic', 'client_secret_post', 'private_key_jwt']),
  files: (sheet) => [
    { name: 'portvakt.php', language: 'php', content: content(sheet) },
    ...(usesSecret(sheet)
      ? [{ name: '.env', language: 'shell', content: `OIDC_CLIENT_SECRET='${placeholders.clientSecret}'\n` }]
      : []),
  ],
  notes: (sheet) => [
    ...placeholderNotes(sheet),
    {
      nb: 'Trenger: composer require league/oauth2-client firebase/php-jwt. Kall begin_login(), finish_login() på redirect_uri, og logout_url().',
      nn: 'Treng: composer require league/oauth2-client firebase/php-jwt. Kall begin_login(), finish_login() på redirect_uri, og logout_url().',
      en: 'Needs: composer require league/oauth2-client firebase/php-jwt. Call begin_login(), finish_login() at redirect_uri, and logout_url().',
    },
    checkTheLevel,
    noFrontChannel(software),
  ],
}

const assertion = `
    $now = time();
    $more['client_assertion_type'] = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    $more['client_assertion'] = JWT::encode(
        ['iss' => CLIENT_ID, 'sub' => CLIENT_ID, 'aud' => ISSUER, 'iat' => $now, 'exp' => $now + 60, 'jti' => bin2hex(random_bytes(16))],
        file_get_contents('${placeholders.privateKeyFile}'),
        'RS256',
        '${placeholders.keyId}',
    );`

function content(sheet: ClientSheet): string {
  const basic = sheet.tokenEndpointAuthMethod === 'client_secret_basic'
  const after = postLogoutUriOf(sheet)
  return `<?php
// ${comment(sheet.clientName).replaceAll('?>', '? >')}, ${comment(sheet.environment.title).replaceAll('?>', '? >')}
require __DIR__ . '/vendor/autoload.php';

use Firebase\\JWT\\JWK;
use Firebase\\JWT\\JWT;
${basic ? 'use League\\OAuth2\\Client\\OptionProvider\\HttpBasicAuthOptionProvider;\n' : ''}use League\\OAuth2\\Client\\Provider\\GenericProvider;

const ISSUER = ${phpQuoted(sheet.issuer)};
const CLIENT_ID = ${phpQuoted(sheet.clientId)};

session_set_cookie_params(['httponly' => true, 'samesite' => 'Lax', 'secure' => ${/^https:/i.test(redirectUriOf(sheet)) ? 'true' : 'false'}]);
session_start();

function provider(): GenericProvider
{
    return new GenericProvider([
        'clientId' => CLIENT_ID,
        'clientSecret' => ${usesSecret(sheet) ? "getenv('OIDC_CLIENT_SECRET')" : "''"},
        'redirectUri' => ${phpQuoted(redirectUriOf(sheet))},
        'urlAuthorize' => ${phpQuoted(endpointUrl(sheet.loginBase, '/authorize'))},
        'urlAccessToken' => ${phpQuoted(endpointUrl(sheet.issuer, '/token'))},
        'urlResourceOwnerDetails' => ${phpQuoted(endpointUrl(sheet.issuer, '/userinfo'))},
        'scopes' => [${sheet.scopes.map(phpQuoted).join(', ')}],
        'scopeSeparator' => ' ',
        'pkceMethod' => 'S256',
    ]${basic ? ", ['optionProvider' => new HttpBasicAuthOptionProvider()]" : ''});
}

function begin_login(): never
{
    $provider = provider();
    $_SESSION['nonce'] = bin2hex(random_bytes(16));
    $url = $provider->getAuthorizationUrl([
        'nonce' => $_SESSION['nonce'],
        'acr_values' => ${phpQuoted(levelsOf(sheet))},
        'ui_locales' => ${phpQuoted(uiLocales)},
    ]);
    $_SESSION['state'] = $provider->getState();
    $_SESSION['pkce'] = $provider->getPkceCode();
    header('Location: ' . $url);
    exit;
}

function finish_login(): stdClass
{
    if (!hash_equals($_SESSION['state'] ?? random_bytes(8), $_GET['state'] ?? '')) throw new RuntimeException('this browser has not begun this login');
    $provider = provider();
    $provider->setPkceCode($_SESSION['pkce']);
    $more = ['code' => $_GET['code'] ?? throw new RuntimeException($_GET['error'] ?? 'no code')];${usesKey(sheet) ? assertion : ''}
    $tokens = $provider->getAccessToken('authorization_code', $more);
    $idToken = $tokens->getValues()['id_token'];
    $keys = json_decode(file_get_contents(${phpQuoted(endpointUrl(sheet.issuer, '/jwks.json'))}), true);
    $claims = JWT::decode($idToken, JWK::parseKeySet($keys, 'RS256'));
    if ($claims->iss !== ISSUER || $claims->aud !== CLIENT_ID || $claims->nonce !== $_SESSION['nonce']) throw new RuntimeException('this id_token is not for this login');
    session_regenerate_id(true);
    $_SESSION = ['person' => $claims, 'id_token' => $idToken];
    return $claims;
}

/** Where to send the person to log out everywhere; ends the own session. */
function logout_url(): string
{
    $query = http_build_query(['id_token_hint' => $_SESSION['id_token'] ?? ''${after === undefined ? '' : `, 'post_logout_redirect_uri' => ${phpQuoted(after)}`}]);
    session_destroy();
    return ${phpQuoted(endpointUrl(sheet.loginBase, '/logout'))} . '?' . $query;
}
`
}
