import type { MailPeopleKey } from './mail-people-nb.ts'

export const mailPeopleNn = {
  'M-01.subject': '{organisation} i portalen',
  'M-01.registered':
    'Hei {name},\n\n{organisation} ({orgno}) er registrert. No kan de lage integrasjonar i test, utan å vente på oss.\n\nSkal de i produksjon, trengst ein signaturrettshavar som godtek vilkåra, ein administrator, og varslingspunkt for drift og tryggleik. Oversikta viser kva som manglar:\n{link}\n',
  'M-01.asked':
    'Hei {name},\n\nVi har fått førespurnaden om {organisation} ({orgno}). Ein saksbehandlar ser på han, og de får svar på e-post. Testing er open imens:\n{link}\n',
  'M-02.subject': 'Stadfest e-postadressa di',
  'M-02.text':
    'Hei {name},\n\nDu har bede om å bli med i {organisation} ({orgno}). Opne lenkja og trykk på knappen der:\n{link}\n\nLenkja gjeld i sju dagar og kan brukast éin gong. Var det ikkje deg, skal du ikkje gjere noko: ingenting blir registrert.\n',
  'M-02.domain':
    'Til den som har ansvar for {domain}\n\n{organisation} ({orgno}) seier at adresser i {domain} er deira. Er det rett, opne lenkja og trykk på knappen der:\n{link}\n\nDå kan alle med ei slik adresse bli med i organisasjonen for testing. Lenkja gjeld i sju dagar. Er det ikkje rett, skal du ikkje gjere noko.\n',
  'M-03.subject': 'Du er invitert til {product}',
  'M-03.text':
    'Hei {name},\n\n{by} inviterer deg til {organisation} ({orgno}) med rollene: {roles}.\n\nOpne lenkja, logg inn med din eigen eID og trykk på knappen:\n{link}\n\nLenkja gjeld i sju dagar og kan brukast éin gong.\n',
  'M-03.staff':
    'Hei {name},\n\n{by} inviterer deg til drifta av {product} med rollene: {roles}.\n\nOpne lenkja, logg inn med din eigen eID og trykk på knappen:\n{link}\n\nLenkja gjeld i sju dagar og kan brukast éin gong.\n',
  'M-14.subject': '{organisation} er ikkje teken opp',
  'M-14.text':
    'Hei {name},\n\n{organisation} ({orgno}) er ikkje teken opp som kunde. Grunngjeving:\n\n{reason}\n\nMeiner de at det er feil, kontakt support.\n',
  'M-19.suspended-subject': '{organisation} er sperra',
  'M-19.suspended':
    'Hei {name},\n\n{organisation} ({orgno}) er sperra av drifta. Klientane dykkar avviser nye innloggingar. Grunngjeving:\n\n{reason}\n\nKontakt support for å få sperra oppheva.\n',
  'M-19.reinstated-subject': 'Sperra for {organisation} er oppheva',
  'M-19.reinstated':
    'Hei {name},\n\nSperra for {organisation} ({orgno}) er oppheva. Klientane verkar igjen. Grunngjeving:\n\n{reason}\n\n{link}\n',
  'M-20.subject': '{organisation} er avslutta',
  'M-20.text':
    'Hei {name},\n\n{organisation} ({orgno}) er avslutta av {by}. Opplysningane kan framleis lesast, men ikkje endrast. Grunngjeving:\n\n{reason}\n',
  'M-24.subject': 'Noko er endra',
  'M-24.text': 'Hei {name},\n\n{what}\n\nEndra av: {by}. Er dette uventa, kontakt support med ein gong.\n',
  'what.locked': 'Kontoen din er låst. Be ein administrator i {organisation}, eller support, om å låse han opp.',
  'what.unlocked': 'Kontoen din er låst opp, og du kan logge inn igjen.',
  'what.removed': 'Du er fjerna frå {organisation}.',
  'what.dormant-warning':
    'Du har ikkje logga inn på tolv månader. Logg inn innan ein månad for å behalde kontoen: {link}',
  'what.dormant': 'Kontoen din er fjerna, sidan du ikkje har logga inn på tretten månader.',
  'what.roles': 'Rollene dine i {organisation} er endra. Sjå dei i portalen under Mine organisasjonar.',
  'what.contact-added': 'Denne adressa får heretter varsel om drift eller tryggleik for {organisation}.',
  'what.contact-removed': 'Denne adressa får ikkje lenger varsel om drift eller tryggleik for {organisation}.',
  'role.signatory': 'signaturrettshavar',
  'role.org_admin': 'administrator',
  'role.integration_admin': 'integrasjonsansvarleg',
  'role.scope_admin': 'scope-ansvarleg',
  'role.supplier_admin': 'leverandøradministrator',
  'role.tester': 'testar',
  'role.reader': 'lesar',
  'role.op_support': 'support',
  'role.op_reviewer': 'saksbehandlar',
  'role.op_admin': 'driftsadministrator',
  'role.op_auditor': 'revisor',
} as const satisfies Readonly<Record<MailPeopleKey, string>>
