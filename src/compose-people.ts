import { resolveTxt } from 'node:dns/promises'
import type { PortalGround } from './compose-portal-ground.ts'
import type { Environment } from './config/environments.ts'
import { addJournalDoors } from './http/portal/journal-doors.ts'
import { addLinkDoors, type LinkPurpose } from './http/portal/link-doors.ts'
import { addOperatorOrganisationDoors } from './http/portal/operator-organisation-doors.ts'
import { addOrganisationDoors } from './http/portal/organisation-doors.ts'
import { addPeopleDoors } from './http/portal/people-doors.ts'
import type { DoorGroup } from './http/portal/portal-site.ts'
import { domainConfirmedPage } from './pages/member/people/link-page.ts'
import type { TestPerson } from './pages/portal/front-page.ts'
import { mailPeopleTexts } from './texts/mail-people-text.ts'
import { keepVerdict } from './usecases/onboarding/journal/last-verdict.ts'
import { exportJournal, readJournal } from './usecases/onboarding/journal/read-journal.ts'
import { noteHead, verifyJournal } from './usecases/onboarding/journal/verify-journal.ts'
import { readOneTimeLink } from './usecases/onboarding/one-time-links.ts'
import type { JoinNeeds } from './usecases/onboarding/organisations/admit.ts'
import { askToJoin } from './usecases/onboarding/organisations/ask-to-join.ts'
import {
  type DecideNeeds,
  decideOrganisation,
  registerOrganisation,
  setSelfService,
} from './usecases/onboarding/organisations/decide-organisation.ts'
import {
  addDomain,
  checkDomain,
  confirmDomain,
  removeDomain,
} from './usecases/onboarding/organisations/email-domains.ts'
import { openOrganisationOverview } from './usecases/onboarding/organisations/organisation-overview.ts'
import { openLocalRegister } from './usecases/onboarding/organisations/organisation-register.ts'
import { addPoint, removePoint, saveBilling, saveFacts } from './usecases/onboarding/organisations/settings.ts'
import { acceptLink } from './usecases/onboarding/people/accept-link.ts'
import { appointAdmin, changeRoles } from './usecases/onboarding/people/change-roles.ts'
import { invitePerson } from './usecases/onboarding/people/invite-person.ts'
import { lockPerson, noteFailedAttempt, unlockPerson } from './usecases/onboarding/people/lock-person.ts'
import { openPeopleMail, type RoleNeeds } from './usecases/onboarding/people/people-needs.ts'
import { openPeopleOverview } from './usecases/onboarding/people/people-overview.ts'
import { removePerson } from './usecases/onboarding/people/remove-person.ts'
import { inviteStaff, setOperatorRoles } from './usecases/onboarding/people/set-operator-roles.ts'
import { sweepPeople } from './usecases/onboarding/people/sweep-people.ts'

const daySeconds = 86_400

/** People, organisations and the journal of the portal. */
export function peopleGroup(ground: PortalGround): DoorGroup {
  const { settings, durable, clock, random } = ground
  const isReal = settings.environments.some(({ kind }) => kind === 'prod')
  const needs: JoinNeeds & DecideNeeds & RoleNeeds = {
    realProduction: isReal,
    durable,
    clock,
    random,
    mail: openPeopleMail(settings.productName, mailPeopleTexts),
    portalUrl: settings.portal.baseUrl,
    register: openLocalRegister({ acceptsSynthetic: !isReal }),
    registersBySelf: !isReal,
    publicMailDomains: settings.portal.publicMailDomains,
    environments: settings.environments.map(({ name, kind, simulatedProduction }) => ({
      name,
      isProduction: kind === 'prod' || simulatedProduction,
    })),
    written: ground.written,
  }
  const accept = acceptLink(needs)
  const forPerson: LinkPurpose = {
    needsLogin: true,
    async use({ actor, session }, token) {
      if (actor === undefined || session === undefined)
        throw new Error('the doors let in somebody who is not logged in')
      const orgno = await accept(actor, session.personRef, token)
      return { goTo: orgno === undefined ? '/my' : `/o/${orgno}` }
    },
  }
  const confirm = confirmDomain(needs)
  ground.linkPurposes['confirm-email'] = forPerson
  ground.linkPurposes.invitation = forPerson
  ground.linkPurposes['confirm-domain'] = {
    needsLogin: false,
    async use({ frame }, token) {
      await confirm(token)
      return { page: domainConfirmedPage(frame) }
    },
  }
  const verify = verifyJournal(durable)
  ground.jobs.push({ name: 'people', run: sweepPeople(needs) }, { name: 'journal', run: dailyVerification(ground) })
  return (app, doors) => {
    addLinkDoors(app, doors, {
      purposes: ground.linkPurposes,
      read: (token) => readOneTimeLink(durable, token, clock.nowSeconds()),
      failed: noteFailedAttempt(needs),
    })
    addPeopleDoors(
      app,
      doors,
      ground.offer('people', {
        overview: openPeopleOverview(durable),
        join: askToJoin(needs),
        invite: invitePerson(needs),
        changeRoles: changeRoles(needs),
        appoint: appointAdmin(needs),
        remove: removePerson(needs),
        lock: lockPerson(needs),
        unlock: unlockPerson(needs),
        inviteStaff: inviteStaff(needs),
        setOperatorRoles: setOperatorRoles(needs),
        mailbox: settings.dev.outbox ? '/dev/outbox' : undefined,
      }),
    )
    const overview = openOrganisationOverview({ durable, clock, realProduction: isReal })
    addOrganisationDoors(
      app,
      doors,
      ground.offer('organisations', {
        overview,
        saveFacts: saveFacts(needs),
        saveBilling: saveBilling(needs),
        addPoint: addPoint(needs),
        removePoint: removePoint(needs),
        addDomain: addDomain(needs),
        checkDomain: checkDomain({ ...needs, findDomainTexts }),
        removeDomain: removeDomain(needs),
      }),
    )
    addOperatorOrganisationDoors(app, doors, {
      overview,
      decide: ground.offer('decide', decideOrganisation(needs)),
      register: registerOrganisation(needs),
      setSelfService: ground.offer('setSelfService', setSelfService(needs)),
    })
    addJournalDoors(app, doors, {
      read: readJournal({ durable, clock }),
      exportAll: exportJournal({ durable, clock }),
      verify,
    })
  }

  /** Once a day and at every start: the head goes to the log, where nobody who writes to the database can change it (ONB-171). */
  function dailyVerification({ log }: PortalGround): () => Promise<void> {
    let nextSeconds = 0
    return async () => {
      const nowSeconds = clock.nowSeconds()
      if (nowSeconds < nextSeconds) return
      nextSeconds = nowSeconds + daySeconds
      const verdict = await verify()
      await keepVerdict(durable, { atSeconds: nowSeconds, ok: verdict.ok })
      if (!verdict.ok) return log.error({ ...verdict }, 'the journal is not as it was written')
      await noteHead(durable)(verdict)
      log.info({ records: verdict.count, head: verdict.head }, 'the journal is whole')
    }
  }
}

/** Made-up citizens for the front page, with what they are in the portal; nobody where anything is real. */
export const testPeople =
  ({ durable, people, settings }: PortalGround, environment: Environment | undefined) =>
  async (): Promise<TestPerson[]> => {
    if (environment === undefined) return []
    const isReal = settings.environments.some(({ kind }) => kind === 'prod')
    const all = (await durable.environment(environment.name).testUsers.list()).map(({ thing }) => thing)
    // A pool is its organisation's own.
    const users = all.filter(({ pool }) => pool === null)
    // Looked up the other way round: of portal people there are few, of test users maybe thousands.
    const known = isReal ? [] : await durable.portal.users.list({ states: ['ACTIVE'] })
    const byRef = new Map(known.map(({ thing }) => [thing.personRef, thing]))
    const names = new Map((await durable.organisations.list()).map(({ thing }) => [thing.orgno, thing.name]))
    return users.map(({ pid, givenName, familyName }) => {
      const user = byRef.size === 0 ? undefined : byRef.get(people.personRef(pid))
      const inOrganisations = Object.entries(user?.roles ?? {}).map(([orgno, roles]) => ({
        organisation: names.get(orgno) ?? orgno,
        roles,
      }))
      const staff = user?.operatorRoles ?? []
      return {
        pid,
        name: [givenName, familyName].filter(Boolean).join(' '),
        parts: [...inOrganisations, ...(staff.length > 0 ? [{ organisation: undefined, roles: staff }] : [])],
      }
    })
  }

async function findDomainTexts(domain: string): Promise<readonly string[]> {
  try {
    return (await resolveTxt(domain)).map((parts) => parts.join(''))
  } catch {
    // No such record, no such domain, or nobody answers: all the same to who waits for it.
    return []
  }
}
