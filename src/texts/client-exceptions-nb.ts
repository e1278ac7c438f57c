/** Protection of a client: what may be asked for beyond the default, and the exceptions, each with what is lost and the way back. */
export const clientExceptionsNb = {
  'group.security': 'Sikkerhet',
  'group.security-intro':
    'Alt her er strengere enn standarden. La feltene stå hvis dere ikke vet at dere trenger dem: en tjeneste som ikke er laget for det, slutter å virke.',
  'group.exceptions': 'Unntak',
  'group.exceptions-intro':
    'Unntak finnes for programvare som ikke kan bedre. Hvert av dem svekker noe, og står som advarsel på siden til klienten.',
  'field.security_profile': 'Sikkerhetsprofil',
  'help.security_profile':
    'fapi2 slår på alt dette samtidig: forespørsler sendes til /par, PKCE, private_key_jwt med PS256 eller ES256, og access_token som er bundet til en nøkkel (DPoP). Helse og finans krever det ofte.',
  'profile.standard': 'standard: OpenID Connect slik de fleste bruker det',
  'profile.fapi2': 'fapi2: FAPI 2.0 Security Profile',
  'field.id_token_signed_response_alg': 'Algoritme for id_token',
  'help.id_token_signed_response_alg':
    'RS256 forstås av all programvare. PS256 og ES256 er for dem som krever det; nøkkelen står i JWKS-en.',
  'field.dpop_bound_access_tokens': 'Bind access_token til en nøkkel (DPoP)',
  'help.dpop_bound_access_tokens':
    'Tjenesten må sende et DPoP-bevis til /token og til API-ene. Da er et stjålet token ikke verdt noe.',
  'field.require_pushed_authorization_requests': 'Krev forespørsler sendt til /par',
  'help.require_pushed_authorization_requests':
    'Forespørselen sendes fra server til server først. Nettleseren ser bare en referanse, og ingen kan endre parameterne. Vanlige forespørsler avvises.',
  'field.require_signed_request_object': 'Krev signerte forespørsler (request)',
  'help.require_signed_request_object': 'Forespørselen er en JWT signert med en nøkkel som er registrert på klienten.',
  'field.require_nonce': 'Krev nonce',
  'help.require_nonce':
    'Tjenesten må sende nonce ved innlogging, ellers avvises forespørselen. Vanligvis er den valgfri.',
  'field.lean_id_token': 'Magert id_token: uten pid og locale',
  'help.lean_id_token':
    'For tjenester der id_token kan havne i logger eller hos andre. Fødselsnummeret leses på /userinfo med scopet profile.',
  'field.backchannel_logout_uri': 'Back-channel logout-URI',
  'help.backchannel_logout_uri':
    'Kalles fra server til server med et signert logout_token når innbyggeren logger ut. Virker også når nettleseren stopper informasjonskapsler i rammer. Eksempel: https://tjeneste.etat.no/backchannel-logout',
  'field.backchannel_logout_session_required': 'Send sid med back-channel logout',
  'warnings.title': 'Unntak på denne klienten',
  'warning.no-pkce':
    'PKCE er slått av. Den som får tak i en kode, kan prøve å bruke den. Sett code_challenge_method til S256 når programvaren kan sende code_challenge; da må den alltid gjøre det.',
  'warning.lean-id-token':
    'id_token har verken pid eller locale. Tjenesten må hente dem på /userinfo. Fjern lean_id_token for å få dem tilbake i id_token.',
  'warning.lean-without-profile':
    'id_token har verken pid eller locale, og klienten har ikke scopet profile: den kan ikke få vite fødselsnummeret noe sted. Legg til profile, eller fjern lean_id_token.',
  'warning.legacy-profile':
    'Klienten bruker grensesnittet fra 2018: acr er Level3 eller Level4, amr er tekst. Det finnes for gammel kode. Rett koden etter dokumentasjonen, og be driften slå profilen av.',
  'warning.reused-refresh-token':
    'Samme refresh_token brukes om igjen. Blir det stjålet, merkes det ikke. Velg ONETIME: det tåler at et svar blir borte, og at flere servere fornyer samtidig. DPoP verner også.',
  'warning.plain-http':
    'En redirect-URI bruker http til en annen maskin. Koden går i klartekst og kan leses på veien. Registrer https; i produksjon tas http aldri imot.',
  'warning.long-access-token':
    'access_token gjelder i mer enn en time. Et API som ikke spør oss, godtar det så lenge, også etter utlogging. Sett levetiden ned og bruk refresh_token.',
  'warning.long-authorization':
    'Tilgangen varer i mer enn 31 dager uten at innbyggeren logger inn. Sett ned authorization_lifetime og refresh_token_lifetime hvis tjenesten ikke trenger det.',
  'warning.logout-elsewhere':
    'Utlogginger meldes til en adresse (backchannel_logout_uri) på en annen vert enn redirect_uris. Sjekk at verten er deres.',
  'warning.remote-keys':
    'Nøklene hentes fra jwks_uri. Svarer ikke adressen, kan klienten ikke bevise hvem den er, og den som styrer adressen, styrer klienten. Registrer nøklene her i stedet om dere kan.',
} as const
export type ClientExceptionsKey = keyof typeof clientExceptionsNb
