import type { PortalTextKey } from './portal-nb.ts'

export const portalSe = {
  'front.title': 'Logge sisa almmolaš bálvalusaide',
  'front.lead':
    'Portvakt diktá ássiid logget sisa almmolaš bálvalusaide. Don guhte ráhkadat bálvalusa, čatnat dan OpenID Connectain ja oaččut diehtit gii loggii sisa, ja man sihkkarit.',
  'front.compatible':
    'Portvakt hállá nugo ID-porten, nu ahte bálvalus mii lea ráhkaduvvon nubbái, doaibmá maiddái nuppiin. Portvakt lea rabas gáldokoda iige leat ID-porten.',
  'nav.guide': 'Loga rávvagiid',
  'nav.front': 'Ovdasiidu',
  'where.heading': 'Gos dat jođašuvvá',
  'where.explained': 'Dilli mihtiduvvui go rahpet siiddu.',
  'where.issuer': 'Almmuheaddji (issuer)',
  'where.well-known': 'Metadáhta',
  'where.login': 'Sisaloggen',
  'where.up': 'Vástida',
  'where.down': 'Ii vástit',
  'where.simulated': 'Doaibmá dego buvttadus. Dáppe ii leat mihkkege duođas.',
  'where.test': 'Geahččaleapmái, syntehtalaš olbmuiguin.',
  'demo.heading': 'Geahččal sisaloggema',
  'demo.explained':
    'Guokte smávva bálvalusa čájehit juohke dieđu bálvalusa ja Portvakta gaskkas. Logge sisa nubbái, raba de nuppi, ja don leat sisaloggejuvvon dohkoge.',
  'demo.open': 'Raba demobálvalusa {name}',
  'steps.heading': 'Álggus buvttadussii',
  'steps.today': 'Doaibmá odne',
  'steps.later': 'Boahtá maŋŋelis',
  'step.terms': 'Dohkket geavahaneavttuid',
  'step.terms.text':
    'Eavttut dohkkehuvvojit ovdal buvttadusa. Geahččaleapmi lea rabas buohkaide, ja dán veršuvnnas eai leat eavttut maid dohkkehit.',
  'step.order': 'Háhke klieantta',
  'step.order.text':
    'Čále klieantta seed-fiilii, nugo ovdamearka vuolábealde čájeha. Diŋgon skoviin dahje e-poasttain boahtá maŋŋelis.',
  'step.configure': 'Heivet bálvalusa',
  'step.configure.text':
    'Atte girjerádjosat issuera, client_id, čiegusvuođa ja redirect-čujuhusa. Loahpa dat lohká ieš metadáhtas.',
  'step.login': 'Sisaloggen doaibmá',
  'step.login.text': 'Logge sisa geahččalangeavaheddjiin listtus vuolábealde.',
  'step.verify': 'Verifisere',
  'step.verify.text':
    'Geahččal sisaloggema, oktasaš sisaloggema, dási, ođasmahttima ja olggosloggema. Demobálvalusat čájehit movt galgá leat. Iskkadeamit mat merkejit du ovddas, bohtet maŋŋelis.',
  'step.production': 'Diŋgo buvttadusa',
  'step.production.text':
    'Don almmuhat client_id geahččaleamis ja redirect-čujuhusaid. Odne bidjá seed-fiila klieantta maiddái birrasii mii doaibmá dego buvttadus.',
  'step.credentials': 'Oaččo čiegusvuođa',
  'step.credentials.text':
    'Buvttadusas boahtá čiegusvuohta krypterejuvvon zip-fiillas ja beassansátni SMS:s, danne dárbbašuvvo mobiilanummir. Odne válljet ieš čiegusvuođa seed-fiillas.',
  'step.help': 'Oaččo veahki',
  'step.help.text': 'Čále čujuhussii {email} ja muital client_id, birrasa ja mii dáhpáhuvvá.',
  'client.heading': 'Lasit iežat klieantta',
  'client.explained':
    'Bija dán sierra fiilii, my-clients.yaml. Molsso nama, čiegusvuođa ja čujuhusaid, ja álggat Portvakta fiillain:',
  'client.own-file': 'Álggat iežat fiillain',
  'client.yaml': 'Klieanta seed-fiillas',
  'client.settings.explained': 'Dán dárbbaša du bálvalus:',
  'client.settings': 'Bálvalusa heivehusat',
  'users.heading': 'Geahččalangeavaheaddjit',
  'users.explained':
    'Buohkat leat hutkojuvvon. Vállje TestID go logget sisa, ja geavat ovtta dáin, dahje divtte Portvakta gávdnat soaittáhat olbmo.',
  'users.none': 'Eai gávdno geahččalangeavaheaddjit. Lasit muhtumiid seed-fiilii.',
  'users.pid': 'Persovdnadovddaldat',
  'users.name': 'Namma',
  'users.unnamed': 'Nama haga',
  'action.copy': 'Máŋge',
  'action.copied': 'Máŋgejuvvon',
  'guide.title': 'Álggat',
  'guide.lead': 'Ná čanat bálvalusa Portvaktii, geahččaleamis buvttadussii.',
  'guide.contents': 'Sisdoallu',
  'guide.terms': 'Geavahaneavttut',
  'guide.terms.1':
    'Dušše bálvalusoamasteaddjit geat leat dohkkehan geavahaneavttuid, sáhttet geavahit Portvakta buvttadusas. Sáhtát geahččalit ovdal go eavttut leat dohkkehuvvon.',
  'guide.terms.2': 'Dán veršuvnnas ii leat siidu gos eavttuid sáhttá lohkat ja dohkkehit. Dat boahtá maŋŋelis.',
  'guide.procedure': 'Bargovuohki',
  'guide.procedure.1':
    'Geahččalat bálvalusa geahččalanbirrasis, verifiseret ahte dat doaibmá riekta, ja de diŋggot buvttadusa.',
  'guide.procedure.2':
    'Almmut čujuhusaid gosa geavaheaddji galgá sáddejuvvot ruovttoluotta (redirect_uris), sihke sisaloggema ja olggosloggema maŋŋel.',
  'guide.test': 'Geahččaleapmi',
  'guide.test.1': 'Jus it leat ožžon eará dieđu, de geavahat geahččalanbirrasa {environment}.',
  'guide.test.2': 'Čujut girjerádjosa metadáhtii; de dat gávdná ieš buot čujuhusaid ja čoavdagiid:',
  'guide.test.3':
    'Lasit klieantta seed-fiilii (geahča ovdasiiddu). Geavat PKCE, state ja nonce, ja dárkkis vuolláičállaga ja acr id_token:is.',
  'guide.test.4':
    'Verifisere unnimusat dán: sisaloggen, gaskkalduhttojuvvon sisaloggen, alit dássi, oktasaš sisaloggen eará bálvalussii, olggosloggen du bálvalusas ja olggosloggen mii álgá eará bálvalusas.',
  'guide.users': 'Geahččalangeavaheaddjit',
  'guide.users.1':
    'Ovdasiiddu geahččalangeavaheaddjit leat oktasaččat ja daid sáhttá geavahit ođđasit. Jus dárbbašat eanebuid, de lasihat daid seed-fiilii.',
  'guide.users.2':
    'Duohta riegádannummiriid ii galgga goassege geavahit geahččaleamis. Portvakt dohkkeha dušše syntehtalaš nummiriid.',
  'guide.production': 'Buvttadus',
  'guide.production.1': 'Buvttadusdiŋgomis lea client_id geahččaleamis, redirect-čujuhusat ja mobiilanummir.',
  'guide.production.2':
    'Čiegusvuohta ii sáddejuvvo goassege rabas teakstan e-poasttain: dat boahtá krypterejuvvon zip-fiillas, ja beassansátni boahtá SMS:s. Jus geavahat fitnodatduođaštusa, de ii dárbbašuvvo mobiilanummir.',
  'guide.production.3':
    'Diŋgon ja sádden bohtet maŋŋelis. Dán mašiinnas lea biras mii doaibmá dego buvttadus ja mas leat iežas čoavdagat ja klieanttat, nu ahte sáhtát hárjehallat.',
  'guide.problems': 'Váttisvuođat',
  'guide.problems.1': 'Demobálvalusat čájehit juohke dieđu sisaloggemis; buohtastahte iežat bálvalusain.',
  'guide.problems.2':
    'Jus it lihkostuva, čále čujuhussii {email}. Muital client_id, birrasa ja mii dáhpáhuvvá. Ale goassege sádde čiegusvuođaid dahje tokeniid.',
  'guide.problems.3': 'Eanet veahkki:',
  'not-found.title': 'Siidu ii gávdno',
  'not-found.text': 'Čujuhus sáhttá leat boastut, dahje siidu lea sirdojuvvon.',
  'failed.title': 'Juoga manai boastut',
  'failed.text': 'Geahččal ođđasit maŋŋelaš.',
} satisfies Record<PortalTextKey, string>
