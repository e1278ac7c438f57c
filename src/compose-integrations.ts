import { readFile } from 'node:fs/promises'
import { standingIn } from './compose-api.ts'
import type { PortalGround } from './compose-portal-ground.ts'
import { composeFirstPool } from './compose-test-users.ts'
import type { Environment } from './config/environments.ts'
import { addCalendarDoors } from './http/portal/calendar-doors.ts'
import { addClientDoors } from './http/portal/client-doors.ts'
import { clientSheetOf } from './http/portal/client-sheet-of.ts'
import { addIntegrationDoors } from './http/portal/integration-doors.ts'
import { addLogoDoors } from './http/portal/logo-doors.ts'
import { addOperatorClientDoors } from './http/portal/operator-client-doors.ts'
import type { DoorGroup } from './http/portal/portal-site.ts'
import { addProtocolLogDoors } from './http/portal/protocol-log-doors.ts'
import { shownEnvironment } from './http/portal/shown-environment.ts'
import { addTestOrderDoors } from './http/portal/test-order-doors.ts'
import type { Actor } from './journey/actor.ts'
import type { Integration } from './journey/records.ts'
import { isAllowed } from './journey/roles.ts'
import { clientSheetMarkdown } from './pages/configuration/client-sheet-markdown.ts'
import type { Proof } from './pages/configuration/proof.ts'
import type { Client } from './protocol/client.ts'
import { mailIntegrationsTexts } from './texts/mail-integrations-text.ts'
import { clientsWithoutOrder, findClients, readClientOfAnybody } from './usecases/onboarding/console/read-clients.ts'
import {
  calendarMadeAt,
  makeCalendar,
  readCalendar,
  revokeCalendar,
} from './usecases/onboarding/integrations/calendar.ts'
import { clientKeyWrites } from './usecases/onboarding/integrations/client-key-writes.ts'
import { confirmTestClient, readTestClientOrder } from './usecases/onboarding/integrations/confirm-test-client.ts'
import { createTestClient } from './usecases/onboarding/integrations/create-test-client.ts'
import { declineTestRequest } from './usecases/onboarding/integrations/decline-test-request.ts'
import { editClient } from './usecases/onboarding/integrations/edit-client.ts'
import { forgetForms } from './usecases/onboarding/integrations/forget-forms.ts'
import { closeClientForGood, reopenClient, suspendClient } from './usecases/onboarding/integrations/halt-client.ts'
import { environmentOf, type IntegrationNeeds } from './usecases/onboarding/integrations/integration-needs.ts'
import { rolesIn } from './usecases/onboarding/integrations/own-client.ts'
import { readClient } from './usecases/onboarding/integrations/read-client.ts'
import { listIntegrations, ownIntegration } from './usecases/onboarding/integrations/read-integrations.ts'
import { findReference, milestonesOf, readProtocolLog } from './usecases/onboarding/integrations/read-protocol-log.ts'
import { requestTestClient } from './usecases/onboarding/integrations/request-test-client.ts'
import { readReveal, revealSecret } from './usecases/onboarding/integrations/reveal-secret.ts'
import { issueTestSecret, revokeSecret } from './usecases/onboarding/integrations/test-secrets.ts'
import { warnOfExpiry } from './usecases/onboarding/integrations/warn-of-expiry.ts'
import { createRequestedClient, readTestRequest } from './usecases/onboarding/integrations/work-test-request.ts'
import { removeLogo, sendLogo, withdrawLogo } from './usecases/onboarding/logos/change-logo.ts'
import { approveLogo, declineLogo, readLogoReview } from './usecases/onboarding/logos/decide-logo.ts'
import { readLogos } from './usecases/onboarding/logos/read-logos.ts'
import { openPublicForms } from './usecases/onboarding/public-forms.ts'
import { openCallLimit } from './usecases/self-service/call-limit.ts'
import { judgeRegisteredCertificates } from './usecases/self-service/judge-certificate.ts'

/** What the use cases about clients need of the house. */
function integrationNeeds(ground: PortalGround) {
  const { settings, durable, trusts, secrets, clock } = ground
  const { environments, portal, support } = settings
  const sheetOf = (environment: Environment, client: Client, integrationId?: string) =>
    clientSheetOf(environment, client, {
      url: portal.baseUrl,
      supportEmail: support.email,
      ...(integrationId === undefined
        ? {}
        : { verificationUrl: `${portal.baseUrl}/o/${client.clientOrgno}/integrations/${integrationId}/verification` }),
    })
  const needs: IntegrationNeeds = {
    ...ground,
    environments,
    // The room that writes a mail names its keys itself; the table holds them all.
    mails: (language) => mailIntegrationsTexts(language) as (key: string, values?: object) => string,
    productName: settings.productName,
    portalUrl: portal.baseUrl,
    pepperOf(name) {
      const [pepper] = secrets.get(name)?.peppers ?? []
      if (pepper === undefined) throw new Error(`environment ${name} has no pepper`)
      return pepper
    },
    clientSheet: (environment, client, language) => clientSheetMarkdown(sheetOf(environment, client), language),
    handOutFirstPool: composeFirstPool(ground),
  }
  return {
    ...needs,
    sheetOf,
    productionAcr: portal.productionAcr,
    standingOf: (name: string) => standingIn(durable, environmentOf(needs, name), clock),
    judgeCertificate(environment: Environment) {
      const trust = trusts.get(environment.name)
      if (trust === undefined) throw new Error(`no trust was composed for ${environment.name}`)
      return judgeRegisteredCertificates(trust)
    },
  }
}

/** Integrations of organisations: their clients, what became of their requests, and how they are configured. */
export function integrationsGroup(ground: PortalGround): DoorGroup {
  const needs = integrationNeeds(ground)
  const { durable, environments } = needs
  const readLog = readProtocolLog({ ...needs, flushProtocolLog: ground.flushProtocolLog })
  const find = async (actor: Actor, orgno: string, id: string) => {
    // What the gateways saw in the last second may have moved it.
    await ground.flushProtocolLog()
    return ownIntegration(durable, actor, orgno, id)
  }
  const keys = clientKeyWrites(needs)
  const read = readClient(needs)
  return (app, doors) => {
    addIntegrationDoors(
      app,
      doors,
      ground.offer('integrations', {
        environments,
        find,
        list: listIntegrations(needs),
        create: createTestClient(needs),
        milestones: (environmentName, clientId) => milestonesOf(needs, environmentName, clientId),
        async sameFault(actor: Actor, { orgno, testEnvironment, testClientId }: Integration) {
          if (testClientId === undefined || !isAllowed(rolesIn(actor, orgno, true), 'protocol-log.read', true))
            return undefined
          return readLog(actor, { orgno, environmentName: testEnvironment, clientId: testClientId }, {})
        },
      }),
    )
    addClientDoors(
      app,
      doors,
      ground.offer('clients', {
        read,
        edit: editClient(needs),
        issueSecret: issueTestSecret(needs),
        revokeSecret: revokeSecret(needs),
        addKey: keys.add,
        removeKey: keys.remove,
        suspend: suspendClient(needs),
        reopen: reopenClient(needs),
        close: closeClientForGood(needs),
      }),
    )
    addOperatorClientDoors(app, doors, {
      find: findClients(needs),
      withoutOrder: clientsWithoutOrder(needs),
      read: readClientOfAnybody(needs),
      suspend: suspendClient(needs),
      reopen: reopenClient(needs),
    })
    addLogoDoors(app, doors, {
      environments: environments.map(shownEnvironment),
      organisationName: async (orgno) => (await durable.organisations.find(orgno))?.thing.name,
      read: readLogos(needs),
      send: sendLogo(needs),
      remove: removeLogo(needs),
      withdraw: withdrawLogo(needs),
      review: readLogoReview(needs),
      approve: approveLogo(needs),
      decline: declineLogo(needs),
    })
    addProtocolLogDoors(
      app,
      doors,
      ground.offer('protocolLog', {
        environments,
        findIntegration: find,
        findClient: async (actor, place) => (await read(actor, place)).registered.thing,
        readLog,
        findReference: findReference({
          ...needs,
          flushProtocolLog: ground.flushProtocolLog,
          limit: openCallLimit({ expiring: ground.expiringOf('portal'), clock: needs.clock }),
        }),
        sheetOf: needs.sheetOf,
        proofs: readProofs,
      }),
    )
  }
}

/** Ordering without an account, what expires, and what firewalls must let through. */
export function testOrdersGroup(ground: PortalGround): DoorGroup {
  const needs = integrationNeeds(ground)
  const { environments, portalUrl, clock } = needs
  ground.jobs.push(
    { name: 'expiry warnings', run: warnOfExpiry(needs) },
    { name: 'unconfirmed orders', run: forgetForms(needs) },
  )
  return (app, doors) => {
    addTestOrderDoors(app, doors, {
      environments,
      forms: openPublicForms({ ...ground, expiring: ground.expiringOf('portal') }),
      request: requestTestClient(needs),
      readOrder: readTestClientOrder(needs),
      confirm: confirmTestClient(needs),
      readRequest: readTestRequest(needs),
      createRequested: createRequestedClient(needs),
      declineRequested: declineTestRequest(needs),
      readReveal: readReveal(needs),
      reveal: ground.offer('reveal', revealSecret(needs)),
    })
    addCalendarDoors(app, doors, {
      environments,
      portalUrl,
      madeAt: calendarMadeAt(needs),
      make: makeCalendar(needs),
      revoke: revokeCalendar(needs),
      read: readCalendar(needs),
      nowSeconds: () => clock.nowSeconds(),
    })
  }
}

const proofsFile = new URL('../docs/integrate/proven.json', import.meta.url)

/** When configurations were last proven; none, where the program was delivered without its documents. */
const readProofs = async (): Promise<Readonly<Record<string, Proof>>> => {
  try {
    return JSON.parse(await readFile(proofsFile, 'utf8'))
  } catch {
    return {}
  }
}
