/** Mails about people and organisations (§18). */
export const mailPeopleNb = {
  'M-01.subject': '{organisation} i portalen',
  'M-01.registered':
    'Hei {name},\n\n{organisation} ({orgno}) er registrert. Nå kan dere lage integrasjoner i test, uten å vente på oss.\n\nSkal dere i produksjon, trengs en signaturberettiget som godtar vilkårene, en administrator, og varslingspunkter for drift og sikkerhet. Oversikten viser hva som mangler:\n{link}\n',
  'M-01.asked':
    'Hei {name},\n\nVi har fått henvendelsen om {organisation} ({orgno}). En saksbehandler ser på den, og dere får svar på e-post. Testing er åpen imens:\n{link}\n',
  'M-02.subject': 'Bekreft e-postadressen din',
  'M-02.text':
    'Hei {name},\n\nDu har bedt om å bli med i {organisation} ({orgno}). Åpne lenken og trykk på knappen der:\n{link}\n\nLenken gjelder i sju dager og kan brukes én gang. Var det ikke deg, skal du ikke gjøre noe: ingenting blir registrert.\n',
  'M-02.domain':
    'Til den som har ansvar for {domain}\n\n{organisation} ({orgno}) sier at adresser i {domain} er deres. Er det riktig, åpne lenken og trykk på knappen der:\n{link}\n\nDa kan alle med en slik adresse bli med i organisasjonen for testing. Lenken gjelder i sju dager. Er det ikke riktig, skal du ikke gjøre noe.\n',
  'M-03.subject': 'Du er invitert til {product}',
  'M-03.text':
    'Hei {name},\n\n{by} inviterer deg til {organisation} ({orgno}) med rollene: {roles}.\n\nÅpne lenken, logg inn med din egen eID og trykk på knappen:\n{link}\n\nLenken gjelder i sju dager og kan brukes én gang.\n',
  'M-03.staff':
    'Hei {name},\n\n{by} inviterer deg til driften av {product} med rollene: {roles}.\n\nÅpne lenken, logg inn med din egen eID og trykk på knappen:\n{link}\n\nLenken gjelder i sju dager og kan brukes én gang.\n',
  'M-14.subject': '{organisation} er ikke tatt opp',
  'M-14.text':
    'Hei {name},\n\n{organisation} ({orgno}) er ikke tatt opp som kunde. Begrunnelse:\n\n{reason}\n\nMener dere at det er feil, kontakt support.\n',
  'M-19.suspended-subject': '{organisation} er sperret',
  'M-19.suspended':
    'Hei {name},\n\n{organisation} ({orgno}) er sperret av driften. Klientene deres avviser nye innlogginger. Begrunnelse:\n\n{reason}\n\nKontakt support for å få sperren opphevet.\n',
  'M-19.reinstated-subject': 'Sperren for {organisation} er opphevet',
  'M-19.reinstated':
    'Hei {name},\n\nSperren for {organisation} ({orgno}) er opphevet. Klientene virker igjen. Begrunnelse:\n\n{reason}\n\n{link}\n',
  'M-20.subject': '{organisation} er avsluttet',
  'M-20.text':
    'Hei {name},\n\n{organisation} ({orgno}) er avsluttet av {by}. Opplysningene kan fortsatt leses, men ikke endres. Begrunnelse:\n\n{reason}\n',
  'M-24.subject': 'Noe er endret',
  'M-24.text': 'Hei {name},\n\n{what}\n\nEndret av: {by}. Er dette uventet, kontakt support med en gang.\n',
  'what.locked': 'Kontoen din er låst. Be en administrator i {organisation}, eller support, om å låse den opp.',
  'what.unlocked': 'Kontoen din er låst opp, og du kan logge inn igjen.',
  'what.removed': 'Du er fjernet fra {organisation}.',
  'what.dormant-warning':
    'Du har ikke logget inn på tolv måneder. Logg inn innen en måned for å beholde kontoen: {link}',
  'what.dormant': 'Kontoen din er fjernet, siden du ikke har logget inn på tretten måneder.',
  'what.roles': 'Rollene dine i {organisation} er endret. Se dem i portalen under Mine organisasjoner.',
  'what.contact-added': 'Denne adressen får heretter varsler om drift eller sikkerhet for {organisation}.',
  'what.contact-removed': 'Denne adressen får ikke lenger varsler om drift eller sikkerhet for {organisation}.',
  'role.signatory': 'signaturberettiget',
  'role.org_admin': 'administrator',
  'role.integration_admin': 'integrasjonsansvarlig',
  'role.scope_admin': 'scope-ansvarlig',
  'role.supplier_admin': 'leverandøradministrator',
  'role.tester': 'tester',
  'role.reader': 'leser',
  'role.op_support': 'support',
  'role.op_reviewer': 'saksbehandler',
  'role.op_admin': 'driftsadministrator',
  'role.op_auditor': 'revisor',
} as const
export type MailPeopleKey = keyof typeof mailPeopleNb
