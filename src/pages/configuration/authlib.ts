import type { ClientSheet } from './client-sheet.ts'
import { checkTheLevel, noFrontChannel, placeholderNotes } from './common-notes.ts'
import { placeholders } from './placeholders.ts'
import { comment, quoted } from './quote.ts'
import type { Recipe } from './recipe.ts'
import { serverSoftware } from './refusals.ts'
import {
  addressParts,
  levelsOf,
  postLogoutUriOf,
  redirectUriOf,
  scopeOf,
  uiLocales,
  usesKey,
  usesSecret,
} from './request-values.ts'

/** Python with Flask; the registration is the same for Django and Starlette. */
export const authlib: Recipe = {
  id: 'authlib',
  software: 'Authlib (Python)',
  refuses: serverSoftware('Authlib', ['client_secret_basic', 'client_secret_post', 'private_key_jwt']),
  files: (sheet) => [
    { name: 'app.py', language: 'python', content: content(sheet) },
    { name: '.env', language: 'shell', content: environmentFile(sheet) },
  ],
  notes: (sheet) => [
    ...placeholderNotes(sheet),
    {
      nb: 'Authlib lager state, nonce og PKCE selv, og sjekker signatur, iss, aud og nonce i authorize_access_token.',
      nn: 'Authlib lagar state, nonce og PKCE sjølv, og sjekkar signatur, iss, aud og nonce i authorize_access_token.',
      en: 'Authlib makes state, nonce and PKCE by itself, and checks signature, iss, aud and nonce in authorize_access_token.',
    },
    checkTheLevel,
    noFrontChannel('Authlib'),
  ],
}

const environmentFile = (sheet: ClientSheet): string =>
  [
    `FLASK_SECRET_KEY='${placeholders.random}'`,
    ...(usesSecret(sheet) ? [`OIDC_CLIENT_SECRET='${placeholders.clientSecret}'`] : []),
    '',
  ].join('\n')

const byKey = `from authlib.oauth2.rfc7523 import PrivateKeyJWT
`
const useKey = `
# Signed with the private key; the gateway takes an assertion that lives two minutes at most.
class Assertion(PrivateKeyJWT):
    def sign(self, auth, token_endpoint):
        return private_key_jwt_sign(
            auth.client_secret, auth.client_id, token_endpoint,
            header={"alg": "RS256", "kid": "${placeholders.keyId}"},
            expires_at=int(time.time()) + 60,
        )
`

function content(sheet: ClientSheet): string {
  const key = usesKey(sheet)
  const redirectUri = redirectUriOf(sheet)
  const callback = addressParts(redirectUri)?.path ?? '/callback'
  const after = postLogoutUriOf(sheet)
  return `# ${comment(sheet.clientName)}, ${comment(sheet.environment.title)}
import os
${key ? 'import time\n' : ''}from urllib.parse import urlencode

from authlib.integrations.flask_client import OAuth
${key ? `${byKey}from authlib.oauth2.rfc7523 import private_key_jwt_sign\n` : ''}from flask import Flask, redirect, session

app = Flask(__name__)
app.secret_key = os.environ["FLASK_SECRET_KEY"]
app.config.update(SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_SECURE=${/^https:/i.test(redirectUri) ? 'True' : 'False'})
${key ? useKey : ''}
oauth = OAuth(app)
portvakt = oauth.register(
    "portvakt",
    server_metadata_url=${quoted(sheet.wellKnown)},
    client_id=${quoted(sheet.clientId)},
    client_secret=${key ? `open("${placeholders.privateKeyFile}").read()` : 'os.environ["OIDC_CLIENT_SECRET"]'},${
      key ? '\n    client_auth_methods=[Assertion()],' : ''
    }
    client_kwargs={
        "scope": ${quoted(scopeOf(sheet))},
        "code_challenge_method": "S256",
        "token_endpoint_auth_method": "${sheet.tokenEndpointAuthMethod}",
    },
    authorize_params={"acr_values": ${quoted(levelsOf(sheet))}, "ui_locales": ${quoted(uiLocales)}},
)


@app.get("/login")
def login():
    return portvakt.authorize_redirect(${quoted(redirectUri)})


@app.get(${quoted(callback)})
def callback():
    token = portvakt.authorize_access_token()
    claims = token["userinfo"]
    session.clear()
    session["person"] = {"sub": claims["sub"], "pid": claims.get("pid"), "acr": claims["acr"]}
    session["id_token"] = token["id_token"]
    return redirect("/")


@app.get("/logout")
def logout():
    hint = {"id_token_hint": session.get("id_token", "")${after === undefined ? '' : `, "post_logout_redirect_uri": ${quoted(after)}`}}
    session.clear()
    return redirect(portvakt.load_server_metadata()["end_session_endpoint"] + "?" + urlencode(hint))
`
}
