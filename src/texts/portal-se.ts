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
  'demo.profile': 'Geahča maid ássi oaidná: sisaloggemiid ja lobiid',
  'steps.heading': 'Álggus buvttadussii',
  'step.terms': 'Dohkket geavahaneavttuid',
  'step.terms.text':
    'Eavttuid dohkkeha olmmoš gii sáhttá vuolláičállit organisašuvnna ovddas, ovdal buvttadusa. Geahččaleapmi lea rabas buohkaide.',
  'step.order': 'Diŋgo klieantta',
  'step.order.text':
    'Logge sisa portálii ja ráhkat klieantta ieš, dahje sádde skovi konttu haga. Muital čujuhusaid gosa geavaheaddji galgá máhccat. Geahččalančiegusvuohta čájehuvvo oktii.',
  'step.configure': 'Heivet bálvalusa',
  'step.configure.text':
    'Portála čájeha gárvves heivehemiid dábálaš prográmmaide, klieantta iežas árvvuiguin. Čujut metadataide, de gávdná ieš loahpa.',
  'step.login': 'Sisaloggen doaibmá',
  'step.login.text':
    'Logge sisa geahččalangeavaheddjiin listtus vuolábealde. Portála čájeha goas vuosttaš sisaloggen lea oidnon.',
  'step.verify': 'Verifisere',
  'step.verify.text':
    'Čađat verifiserengeahččalemiid portálas: sisaloggen, oktiisisaloggen, olggosloggen ja áigemearri. Raporta čuovvu diŋgoma.',
  'step.production': 'Diŋgo buvttadusa',
  'step.production.text':
    'Diŋgomis leat client_id ja heivehusat geahččaleamis. Muital buvttadusa čujuhusaid, gii oažžu čiegusvuođa, ja mobiilanummira.',
  'step.credentials': 'Oaččo čiegusvuođa',
  'step.credentials.text':
    'Čiegusvuohta boahtá e-poasttas krypterejuvvon zip-fiillas, ja suollemassátni SMS:s. Fitnodatsertifikáhtain dahje iežat čoavdagiin ii sáddejuvvo čiegusvuohta, iige dárbbašuvvo mobiilanummir.',
  'step.help': 'Oaččo veahki',
  'step.help.text':
    'Sádde ášši portálas dahje skoviin, dahje čále čujuhussii {email}. Muital client_id, birrasa ja mii dáhpáhuvvá.',
  'client.heading': 'Klieanttat ovdánahttimii ja CI:i',
  'client.explained':
    'Iežat mašiinnas sáhttá klieanta maid leat fiillas. Bija dán fiilii my-clients.yaml, molsso nama, čiegusvuođa ja čujuhusaid, ja álggat Portvakt fiillain:',
  'client.own-file': 'Álggat iežat fiillain',
  'client.yaml': 'Klieanta seed-fiillas',
  'client.settings.explained': 'Dán dárbbaša du bálvalus:',
  'client.settings': 'Bálvalusa heivehusat',
  'people.heading': 'Olbmot geaiguin sáhttá geahččalit portála',
  'people.explained':
    'Čálit sisa portálii TestID:in ja ovtta nummiriin. Organisašuvnna vuosttaš diŋgojumi dohkkehit guokte áššemeannudeaddji.',
  'people.roles': 'Rollat',
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
  'guide.terms.2': 'Loga eavttuid, geahča gii sáhttá šaddat bálvalusoamasteaddjin, ja dohkket daid portálas:',
  'guide.procedure': 'Bargovuohki',
  'guide.procedure.1':
    'Geahččalat bálvalusa geahččalanbirrasis, verifiseret ahte dat doaibmá riekta, ja de diŋggot buvttadusa.',
  'guide.procedure.2':
    'Bivdde klieantta portálas dahje skoviin. Muital čujuhusaid gosa geavaheaddji sáddejuvvo ruovttoluotta (redirect_uris), sihke sisaloggema ja olggosloggema maŋŋá.',
  'guide.test': 'Geahččaleapmi',
  'guide.test.1': 'Jus it leat ožžon eará dieđu, de geavahat geahččalanbirrasa {environment}.',
  'guide.test.2': 'Čujut girjerádjosa metadáhtii; de dat gávdná ieš buot čujuhusaid ja čoavdagiid:',
  'guide.test.3':
    'Klieantasiiddus portálas lea gárvves heiveheapmi du prográmmii. Geavat PKCE, state ja nonce, ja dárkkis vuolláičállaga ja acr id_token:is.',
  'guide.test.4':
    'Verifiserengeahččaleamit portálas leat earret eará sisaloggen, alit dássi, oktiisisaloggen ja olggosloggen mii álgá du luhtte dahje eará luhtte.',
  'guide.users': 'Geahččalangeavaheaddjit',
  'guide.users.1':
    'Geahččalangeavaheddjiid maid leat juo ožžon, sáhtát geavahit ođđasit. Ođđasiid diŋgot portálas. Ovdasiiddus leat oktasaččat buohkaide.',
  'guide.users.2':
    'Duohta riegádannummiriid ii galgga goassege geavahit geahččaleamis. Portvakt dohkkeha dušše syntehtalaš nummiriid.',
  'guide.production': 'Buvttadus',
  'guide.production.1':
    'Go verifiseren lea gárvvis, diŋgot buvttadusa portálas. Diŋgomis leat client_id geahččaleamis, redirect-čujuhusat, oktavuođaolbmot ja, go čiegusvuohta galgá sáddejuvvot, mobiilanummir.',
  'guide.production.2':
    'Čiegusvuohta ii sáddejuvvo goassege rabas teakstan e-poasttain: dat boahtá krypterejuvvon zip-fiillas, ja beassansátni boahtá SMS:s. Jus geavahat fitnodatduođaštusa, de ii dárbbašuvvo mobiilanummir.',
  'guide.production.3':
    'Doaimmaheaddji geahčada diŋgoma ja dohkkeha dan. Čuovvut dan portálas ja oaččut e-poastta go juoga dáhpáhuvvá.',
  'guide.problems': 'Váttisvuođat',
  'guide.problems.1': 'Demobálvalusat čájehit juohke dieđu sisaloggemis; buohtastahte iežat bálvalusain.',
  'guide.problems.2':
    'Jus it lihkostuva, sádde ášši portálas dahje skoviin, dahje čále čujuhussii {email}. Muital client_id, birrasa ja mii dáhpáhuvvá. Ale goassege sádde čiegusvuođaid dahje tokeniid.',
  'guide.problems.3': 'Eanet veahkki:',
  'nav.portal': 'Logge sisa portálii',
  'step.open': 'Raba',
  'guide.link.terms': 'Geavahaneavttut',
  'guide.link.order': 'Diŋgo geahččalanklieantta',
  'guide.link.my': 'Portála',
  'guide.link.support': 'Dieđit ášši',
  'guide.link.status': 'Doaibmadilli',
  'guide.link.network': 'Čujuhusat maid galgá rahpat brannmuvrras',
  'not-found.title': 'Siidu ii gávdno',
  'not-found.text': 'Čujuhus sáhttá leat boastut, dahje siidu lea sirdojuvvon.',
  'failed.title': 'Juoga manai boastut',
  'failed.text': 'Geahččal ođđasit maŋŋelaš.',
} satisfies Record<PortalTextKey, string>
