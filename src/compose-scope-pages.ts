import type { PortalGround } from './compose-portal-ground.ts'
import { composeScopes } from './compose-scopes.ts'
import { addDelegationDoors } from './http/dev/delegation-doors.ts'
import type { DoorGroup } from './http/portal/portal-site.ts'
import { addPrefixDoors } from './http/portal/prefix-doors.ts'
import { addScopeAccessDoors } from './http/portal/scope-access-doors.ts'
import { addScopeDoors } from './http/portal/scope-doors.ts'
import { shownEnvironment } from './http/portal/shown-environment.ts'
import { developmentDelegations } from './usecases/delegations/development-delegations.ts'
import { grantPrefix, readPrefixOrder, refusePrefix } from './usecases/scopes/decide-prefix.ts'
import { orderPrefix } from './usecases/scopes/order-prefix.ts'
import { portalScopes } from './usecases/scopes/portal-scopes.ts'
import { tellOfAccesses } from './usecases/scopes/tell-consumer.ts'

/** Pages for owners of APIs and for those who use them, and the mails that wait for their hour. */
export function scopesGroup(ground: PortalGround): DoorGroup {
  const { settings, durable, clock, random } = ground
  const { environments, portal } = settings
  const { needs: own, letter } = composeScopes(ground)
  const needs = { ...own, environments, letter, random, portalUrl: portal.baseUrl, productionAcr: portal.productionAcr }
  const scopes = portalScopes(needs)
  ground.jobs.push({
    name: 'scope-access-mails',
    run: tellOfAccesses({ durable, clock, environments, tellConsumer: own.tellConsumer }),
  })
  const withDelegations = environments.filter(({ rules }) => rules.developmentDelegations === 'available')
  return (app, doors) => {
    if (settings.dev.delegations && withDelegations.length > 0)
      addDelegationDoors(app, doors, {
        environments: withDelegations.map(shownEnvironment),
        table: developmentDelegations({ durable, clock, environments }),
      })
    addScopeDoors(app, doors, { environments, scopes })
    addScopeAccessDoors(app, doors, { environments, scopes })
    addPrefixDoors(app, doors, {
      environments,
      scopes,
      order: orderPrefix(needs),
      read: readPrefixOrder(needs),
      grant: grantPrefix(needs),
      refuse: refusePrefix(needs),
    })
  }
}
