import type { PortalGround } from './compose-portal-ground.ts'
import { defaultTestEnvironment } from './config/environments.ts'
import type { DoorGroup } from './http/portal/portal-site.ts'
import { addTestUserRequestDoors } from './http/portal/test-user-request-doors.ts'
import { addTestUserDoors } from './http/portal/test-users-doors.ts'
import { endpointUrl } from './protocol/discovery.ts'
import { mailTestUsersTexts } from './texts/mail-test-users-text.ts'
import { openLetters } from './usecases/onboarding/letter.ts'
import { adoptTestUser } from './usecases/onboarding/test-users/adopt-test-user.ts'
import { labelTestUser, resetTestUsers } from './usecases/onboarding/test-users/change-test-user.ts'
import {
  grantTestUsers,
  readTestUserRequest,
  refuseTestUsers,
} from './usecases/onboarding/test-users/decide-test-users.ts'
import { handOutFirstPool } from './usecases/onboarding/test-users/hand-out.ts'
import { orderTestUsers } from './usecases/onboarding/test-users/order-test-users.ts'
import { readTestUsers } from './usecases/onboarding/test-users/read-test-users.ts'
import type { TestUserNeeds } from './usecases/onboarding/test-users/test-user-needs.ts'

type Ground = Pick<PortalGround, 'settings' | 'durable' | 'clock' | 'random'>

const partsOf = ({ settings, random }: Ground) => ({
  random,
  letter: openLetters(settings.productName, mailTestUsersTexts),
  portalUrl: settings.portal.baseUrl,
})

/** Gives an organisation its first test users, for whoever makes its first test client (ONB-55). */
export const composeFirstPool = (ground: Ground) => handOutFirstPool(partsOf(ground))

/** Test users in the portal; without an environment for testing there are none. */
export function composeTestUsers(ground: Ground): DoorGroup {
  const environment = defaultTestEnvironment(ground.settings)
  if (environment === undefined) return () => {}
  const needs: TestUserNeeds = { ...partsOf(ground), durable: ground.durable, clock: ground.clock, environment }
  const shown = { ...environment, wellKnown: endpointUrl(environment.issuer, '/.well-known/openid-configuration') }
  return (app, doors) => {
    addTestUserRequestDoors(app, doors, {
      environment: shown,
      read: readTestUserRequest(needs),
      grant: grantTestUsers(needs),
      refuse: refuseTestUsers(needs),
    })
    addTestUserDoors(app, doors, {
      read: readTestUsers(needs),
      order: orderTestUsers(needs),
      adopt: adoptTestUser(needs),
      label: labelTestUser(needs),
      reset: resetTestUsers(needs),
      environment: shown,
    })
  }
}
