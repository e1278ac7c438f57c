import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '../../../src/journey/actor.ts'
import type { PortalUser } from '../../../src/journey/records.ts'
import { mailPeopleTexts } from '../../../src/texts/mail-people-text.ts'
import { changeRoles } from '../../../src/usecases/onboarding/people/change-roles.ts'
import { openPeopleMail } from '../../../src/usecases/onboarding/people/people-needs.ts'
import { openPeople } from '../../../src/usecases/onboarding/people.ts'
import { openInstallation } from '../registry/installation.ts'

const orgno = '310000019'
const user: PortalUser = {
  id: 'user-1',
  state: 'ACTIVE',
  personRef: 'ref-1',
  name: 'Kari',
  email: 'kari@etat.no',
  emailVerified: true,
  language: 'nb',
  roles: { [orgno]: ['reader'] },
  operatorRoles: [],
  failedAttempts: 0,
}

test('ONB-22 roles come from a source that is asked each time: what is lost there is lost at the next request', async () => {
  const { durable } = openInstallation()
  await durable.portal.users.add(user, 1)
  // A register of delegations that gave a role, and takes it back.
  let delegated: PortalUser['roles'] = { [orgno]: ['integration_admin'] }
  const people = openPeople({ durable, personRef: (pid) => pid, rights: { listRights: async () => delegated } })
  assert.deepEqual((await people.find('ref-1'))?.thing.roles, { [orgno]: ['integration_admin'] })
  delegated = {}
  assert.deepEqual((await people.find('ref-1'))?.thing.roles, {})
})

test('ONB-22 a signatory whom the operator has confirmed is told apart from one of the register', async () => {
  const { durable, needs } = openInstallation()
  await durable.portal.users.add(user, 1)
  await durable.organisations.save(
    {
      orgno,
      name: 'Etaten',
      kind: 'public',
      state: 'REGISTERED',
      isSynthetic: true,
      emailDomains: [],
      language: 'nb',
      productionSelfService: 'none',
      notificationPoints: [],
      openForColleagues: true,
    },
    'hand',
    1,
  )
  const mail = openPeopleMail('Portvakt', mailPeopleTexts)
  const change = changeRoles({ ...needs, mail, realProduction: false, portalUrl: 'https://portal.example.no' })
  const staff: Actor = { kind: 'operator', id: 'dina', name: 'Dina', roles: {}, operatorRoles: ['op_admin'] }
  await change(staff, orgno, 'user-1', ['signatory'])
  const [kept] = await durable.portal.users.list()
  assert.deepEqual(kept?.thing.roles, { [orgno]: ['signatory'] })
  assert.deepEqual(kept?.thing.signatoryGrounds, { [orgno]: 'operator_confirmed' })
})
