import type { TextKey } from './nb.ts'

/** Northern Sámi. */
export const se = {
  'language.name': 'Davvisámegiella',

  'layout.skip-to-content': 'Njuike váldosisdollui',
  'layout.language': 'Giella',
  'layout.help': 'Veahkki ja oktavuohta',
  'layout.on-the-way-to': 'Don leat jođus bálvalussii',
  'layout.service': 'Bálvalus',
  'layout.test-environment': 'Testabiras',
  'layout.test-environment-meaning':
    'Dáppe geavahuvvojit dušše hutkojuvvon olbmot. Mihkkige maid dáppe dagat, ii leat duohta.',
  'layout.real-format-warning':
    'Testabiras dohkkeha maiddái hutkojuvvon nummiriid mat orrot duohtan. Ale goassege geavat duohta olbmo nummira.',
  'layout.error-title': 'Meattáhus: {step}',
  'layout.cancel': 'Gaskkalduhte',
  'layout.cancel-to-service': 'Gaskkalduhte ja mana ruovttoluotta: {service}',
  'layout.go-to-service': 'Mana bálvalussii: {service}',
  'layout.continue': 'Joatkke',

  'selector.heading': 'Vállje mo háliidat čálihit sisa',
  'selector.step-up-heading': 'Don fertet čálihit sisa alit sihkarvuođadásis',
  'selector.step-up':
    'Don leat juo čálihan sisa, muhto dát bálvalus gáibida alit sihkarvuođadási. Vállje ovtta dáin vugiin.',
  'selector.forced-heading': 'Don fertet čálihit sisa ođđasit',
  'selector.forced': 'Dát bálvalus bivdá du čálihit sisa ođđasit, vaikko sáhtát leat juo čálihan sisa.',
  'selector.cancelled-upstream':
    'Don gaskkalduhttet sisačáliheami. Sáhtát geahččalit ođđasit dahje válljet eará vuogi.',
  'selector.upstream-failed': 'Sisačáliheapmi ii doaibman dál. Geahččal ođđasit, dahje vállje eará vuogi.',
  'selector.level-too-low':
    'Vuohki maid válljejit, addá vuolit sihkarvuođadási go maid bálvalus gáibida. Vállje eará vuogi čálihit sisa.',
  'selector.unavailable': 'Ii leat olamuttus justa dál',
  'selector.none': 'Ii oktage sisačálihanvuohki leat olamuttus justa dál. Geahččal maŋŋel ođđasit.',
  'selector.help': 'Mii erohusaid lea sisačálihanvugiin, ja mo sáhtán háhkat dakkára?',

  'eid.testid': 'Ráhkat iežat testageavaheaddji',
  'eid.minid': 'Beassansátni ja koda SMS:as dahje áppas',
  'eid.bankid': 'Čálit sisa BankID:in báŋkkustat',
  'eid.buypass': 'Jierbmekoarta dahje mobiila Buypassas',
  'eid.commfides': 'Jierbmekoarta dahje USB-čoavdda Commfidesis',
  'eid.eidas-name': 'Eurohpálaš eID',
  'eid.eidas': 'Elektrovnnalaš ID eará riikkas Eurohpás',

  'test-id.heading': 'Čálit sisa TestID:in',
  'test-id.introduction':
    'TestID gávdno dušše testabirrasis. Don it dárbbaš beassansáni: Čále syntehtalaš persovdnadovddaldaga, ja vállje sihkarvuođadási.',
  'test-id.pid': 'Persovdnadovddaldat (syntehtalaš)',
  'test-id.pid-description': '11 logu. Gaskkat leat dohkálaččat.',
  'test-id.random': 'Viečča soaittáhat olbmo',
  'test-id.level': 'Sihkarvuođadássi',
  'test-id.level-low': 'Vuollin',
  'test-id.level-substantial': 'Mearkkašahtti',
  'test-id.level-high': 'Alla',
  'test-id.level-not-enough': 'Vuolit go maid bálvalus gáibida',
  'test-id.submit': 'Duođaš',
  'test-id.other-way': 'Vállje eará vuogi čálihit sisa',

  'fault.summary-heading': 'Divo dán ovdal go joatkkát',
  'fault.pid-missing': 'Čále persovdnadovddaldaga',
  'fault.pid-malformed': 'Persovdnadovddaldat ii leat gustojeaddji. Dárkkis ahte buot 11 logu leat rievttes',
  'fault.pid-wrong-environment': 'Dát biras ii dohkket dákkár persovdnadovddaldaga',
  'fault.level-missing': 'Vállje sihkarvuođadási',
  'fault.level-too-low': 'Vállje sihkarvuođadási mii lea doarvái alla bálvalussii',

  'consent.heading': 'Bálvalus bivdá dus lobi',
  'consent.who': '{service} bivdá lobi dása:',
  'consent.lasts': 'Lohpi bistá dán guhká: {time}.',
  'consent.one-minute': '1 minuhtta',
  'consent.minutes': '{count} minuhta',
  'consent.one-hour': '1 diibmu',
  'consent.hours': '{count} diimmu',
  'consent.one-day': '1 jándor',
  'consent.days': '{count} jándora',
  'consent.voluntary': 'Lea eaktodáhtolaš addit lobi. Daga dan dušše bálvalusaide maidda luohtát.',
  'consent.no-goes-on': 'Jos it mieđa, de don čálihuvvot sisa, muhto bálvalus ii oaččo dán lobi.',
  'consent.no-ends': 'Jos it mieđa, de manat ruovttoluotta bálvalussii, ja dat ii oaččo lobi.',
  'consent.withdraw': 'Sáhtát goas fal geassit lobi ruovttoluotta.',
  'consent.withdraw-how': 'Ná geasát lobi ruovttoluotta',
  'consent.accept': 'Juo, attán lobi',
  'consent.decline': 'In, in atte lobi',
  'consent.changed': 'Gažaldat lea rievdan dan rájes go čájehuvvui. Loga dan ođđasit ovdal go vástidat.',
  'consent.link-notice': '({host}, rahpasa ođđa gilkoris)',

  'form-post.text': 'Don sáddejuvvot viidáseappot bálvalussii. Jos ii dáhpáhuva iešalddis, de vállje «Joatkke».',

  'logout.heading': 'Don čálihuvvot olggos',
  'logout.text':
    'Mii čálihit du olggos buot bálvalusain maid leat geavahan dán sisačáliheamis. Dat ádjána eanemustá {seconds} sekundda, ja de siidu manná viidáseappot iešalddis.',
  'logout.services': 'Bálvalusat maid geavahit',
  'logout.state.confirmed': 'Čálihuvvon olggos. Bálvalus lea dan duođaštan',
  'logout.state.called': 'Lea ožžon dieđu',
  'logout.state.waiting': 'Oažžu dieđu',
  'logout.state.unconfirmed': 'Ii leat duođaštan ahte leat čálihuvvon olggos',
  'logout.state.not-told': 'Ii sáhte oažžut dieđu dás. Čálit olggos doppe maid',
  'logged-out.heading': 'Don leat čálihuvvon olggos',
  'logged-out.text':
    'Don leat čálihuvvon olggos: {product}. Bálvalusat maid leat geavahan dán sisačáliheamis, leat ožžon dieđu čálihit du olggos.',
  'logged-out.some-not-told':
    'Don leat čálihuvvon olggos {product}:s. Bálvalusat mat sáhttet oažžut dieđu dás, leat ožžon dieđu čálihit du olggos.',
  'logged-out.unreachable': 'Bálvalus masa eat ožžon oktavuođa, sáhttá ain atnit du sisačálihuvvon.',
  'logged-out.close-browser': 'Geavahat go dihtora maid earátge geavahit? Gidde buot neahttalogana láseid.',

  'error.reference': 'Čujuhus',
  'error.time': 'Áigi',
  'error.reference-text': 'Jos válddát oktavuođa minguin, de lea buorre jos almmuhat čujuhusa ja áiggi.',
  'error.report': 'Váldde oktavuođa minguin dán meattáhusa birra',
  'error.developers': 'Ovdánahttiide: oza referánssa',
  'error.unknown-service-link.heading': 'Liŋka bálvalussii ii doaimma',
  'error.unknown-service-link.text':
    'Bálvalus gos bohtet, sáddii du deike vugiin maid mii eat dovdda. Mana ruovttoluotta bálvalussii ja geahččal ođđasit. Jos ii veahket, de váldde oktavuođa bálvalusain.',
  'error.login-link-used.heading': 'Sisačálihanliŋkka ii sáhte geavahit',
  'error.login-link-used.text':
    'Liŋka lea menddo boaris dahje lea geavahuvvon ovdal. Mana bálvalussii maid háliidat geavahit, ja álgge sisačáliheami ođđasit doppe.',
  'error.login-already-finished.heading': 'Dát sisačáliheapmi lea juo gárvvis',
  'error.login-already-finished.text':
    'Don leat boahtán ruovttoluotta sisačáliheapmái mii lea gárvvis. Mana bálvalussii joatkit.',
  'error.login-took-too-long.heading': 'Sisačáliheapmi ádjánii menddo guhká',
  'error.login-took-too-long.text':
    'Sihkarvuođa dihte ferte sisačáliheapmi leat gárvvis 30 minuhta siste. Mana bálvalussii ja álgge ođđasit.',
  'error.cookies-blocked.heading': 'Neahttalohkan bissehii diehtočoahkuid',
  'error.cookies-blocked.text':
    'Mii dárbbašit diehtočoahkuid (cookies) go galgat čálihit du sisa. Divtte daid doaibmat dán neahttabáikkis neahttalogana heivehusain. Mana de bálvalussii ja álgge ođđasit.',
  'error.eid-unavailable.heading': 'Sisačálihanvuohki ii leat olamuttus',
  'error.eid-unavailable.text':
    'Vuohki maid válljejit, ii doaimma justa dál. Vuordde veaháš ja geahččal ođđasit, dahje mana bálvalussii ja vállje eará vuogi čálihit sisa.',
  'error.eid-invalid-answer.heading': 'Eat sáhttán duođaštit gii don leat',
  'error.eid-invalid-answer.text':
    'Vástádus sisačáliheamis ii lean nu mo galggai, ja danin mii fertiimet bissehit. Mana bálvalussii ja geahččal ođđasit.',
  'error.identifier-not-accepted.heading': 'Persovdnadovddaldaga ii sáhte geavahit dáppe',
  'error.identifier-not-accepted.text':
    'Dát biras ii dohkket dákkár persovdnadovddaldaga. Mana bálvalussii ja čálit sisa eará dovddaldagain.',
  'error.overloaded.heading': 'Olusat háliidit čálihit sisa justa dál',
  'error.overloaded.text': 'Olusat geahččalit čálihit sisa oktanaga. Vuordde minuhta ja geahččal ođđasit.',
  'error.unexpected.heading': 'Juoga manai boastut',
  'error.unexpected.text':
    'Meattáhus lea mis, ja dat lea registrerejuvvon. Vuordde veaháš ja geahččal ođđasit. Jos ii veahket, de sáhtát váldit oktavuođa minguin.',
  'error.not-found.heading': 'Eat gávdnan siiddu',
  'error.not-found.text': 'Dárkkis ahte čujuhus lea riekta, dahje mana bálvalussii maid háliidat geavahit.',
  'error.method-not-allowed.heading': 'Siiddu ii sáhte rahpat dáinna vugiin',
  'error.method-not-allowed.text': 'Mana bálvalussii maid háliidat geavahit, ja álgge ođđasit doppe.',
  'error.too-large.heading': 'Menddo ollu bođii oktanaga',
  'error.too-large.text':
    'Čujuhus dahje skovvi lei stuorit go maid mii sáhttit vuostáváldit. Mana bálvalussii ja geahččal ođđasit. Jos ii veahket, de váldde oktavuođa bálvalusain.',
  'error.cannot-log-out.heading': 'Eat sáhte čálihit du olggos',
  'error.cannot-log-out.text':
    'Eat gávdnan sisačáliheami dán neahttaloganis. Sáhtát juo leat čálihuvvon olggos. Gidde buot neahttalogana láseid vai leat sihkar.',
  'error.bad-request.heading': 'Jearaldaga ii sáhte meannudit',
  'error.bad-request.text':
    'Juoga das mii sáddejuvvui deike, lea boastut. Mana ruovttoluotta bálvalussii ja geahččal ođđasit. Jos ii veahket, de váldde oktavuođa bálvalusain.',
  'error.forbidden.heading': 'Dus ii leat lohpi dása',
  'error.forbidden.text': 'Siidu rahppui báikkis maid mii eat dovdda. Mana bálvalussii ja álgge ođđasit doppe.',
} as const satisfies Record<TextKey, string>
