import type { ClientExceptionsKey } from './client-exceptions-nb.ts'

export const clientExceptionsNn: Readonly<Record<ClientExceptionsKey, string>> = {
  'group.security': 'Tryggleik',
  'group.security-intro':
    'Alt her er strengare enn standarden. Lat felta stå om de ikkje veit at de treng dei: ei teneste som ikkje er laga for det, sluttar å verke.',
  'group.exceptions': 'Unntak',
  'group.exceptions-intro':
    'Unntak finst for programvare som ikkje kan betre. Kvart av dei svekkjer noko, og står som åtvaring på sida til klienten.',
  'field.security_profile': 'Tryggleiksprofil',
  'help.security_profile':
    'fapi2 slår på alt dette samstundes: førespurnader blir sende til /par, PKCE, private_key_jwt med PS256 eller ES256, og access_token som er bunde til ein nøkkel (DPoP). Helse og finans krev det ofte.',
  'profile.standard': 'standard: OpenID Connect slik dei fleste bruker det',
  'profile.fapi2': 'fapi2: FAPI 2.0 Security Profile',
  'field.id_token_signed_response_alg': 'Algoritme for id_token',
  'help.id_token_signed_response_alg':
    'RS256 blir forstått av all programvare. PS256 og ES256 er for dei som krev det; nøkkelen står i JWKS-en.',
  'field.dpop_bound_access_tokens': 'Bind access_token til ein nøkkel (DPoP)',
  'help.dpop_bound_access_tokens':
    'Tenesta må sende eit DPoP-prov til /token og til API-a. Då er eit stole token ikkje verdt noko.',
  'field.require_pushed_authorization_requests': 'Krev førespurnader sende til /par',
  'help.require_pushed_authorization_requests':
    'Førespurnaden blir send frå server til server først. Nettlesaren ser berre ein referanse, og ingen kan endre parametrane. Vanlege førespurnader blir avviste.',
  'field.require_signed_request_object': 'Krev signerte førespurnader (request)',
  'help.require_signed_request_object':
    'Førespurnaden er ein JWT signert med ein nøkkel som er registrert på klienten.',
  'field.require_nonce': 'Krev nonce',
  'help.require_nonce':
    'Tenesta må sende nonce ved innlogging, elles blir førespurnaden avvist. Vanlegvis er han valfri.',
  'field.lean_id_token': 'Magert id_token: utan pid og locale',
  'help.lean_id_token':
    'For tenester der id_token kan hamne i loggar eller hos andre. Fødselsnummeret blir lese på /userinfo med scopet profile.',
  'field.backchannel_logout_uri': 'Back-channel logout-URI',
  'help.backchannel_logout_uri':
    'Blir kalla frå server til server med eit signert logout_token når innbyggjaren loggar ut. Verkar òg når nettlesaren stoppar informasjonskapslar i rammer. Døme: https://teneste.etat.no/backchannel-logout',
  'field.backchannel_logout_session_required': 'Send sid med back-channel logout',
  'warnings.title': 'Unntak på denne klienten',
  'warning.no-pkce':
    'PKCE er slått av. Den som får tak i ein kode, kan prøve å bruke han. Set code_challenge_method til S256 når programvara kan sende code_challenge; då må ho alltid gjere det.',
  'warning.lean-id-token':
    'id_token har verken pid eller locale. Tenesta må hente dei på /userinfo. Fjern lean_id_token for å få dei att i id_token.',
  'warning.lean-without-profile':
    'id_token har verken pid eller locale, og klienten har ikkje scopet profile: han kan ikkje få vite fødselsnummeret nokon stad. Legg til profile, eller fjern lean_id_token.',
  'warning.legacy-profile':
    'Klienten bruker grensesnittet frå 2018: acr er Level3 eller Level4, amr er tekst. Det finst for gammal kode. Rett koden etter dokumentasjonen, og be drifta slå profilen av.',
  'warning.reused-refresh-token':
    'Same refresh_token blir brukt om att. Blir det stole, blir det ikkje merkt. Vel ONETIME: det toler at eit svar blir borte, og at fleire serverar fornyar samstundes. DPoP vernar òg.',
  'warning.plain-http':
    'Ein redirect-URI bruker http til ei anna maskin. Koden går i klartekst og kan bli lesen på vegen. Registrer https; i produksjon blir http aldri teken imot.',
  'warning.long-access-token':
    'access_token gjeld i meir enn ein time. Eit API som ikkje spør oss, godtek det så lenge, òg etter utlogging. Set levetida ned og bruk refresh_token.',
  'warning.long-authorization':
    'Tilgangen varer i meir enn 31 dagar utan at innbyggjaren loggar inn. Set ned authorization_lifetime og refresh_token_lifetime om tenesta ikkje treng det.',
  'warning.logout-elsewhere':
    'Utloggingar blir melde til ei adresse (backchannel_logout_uri) på ein annan vert enn redirect_uris. Sjekk at verten er dykkar.',
  'warning.remote-keys':
    'Nøklane blir henta frå jwks_uri. Svarar ikkje adressa, kan klienten ikkje prove kven han er, og den som styrer adressa, styrer klienten. Registrer nøklane her i staden om de kan.',
}
