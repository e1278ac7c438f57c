import { signingRing } from './compose-keys.ts'
import type { PortalGround } from './compose-portal-ground.ts'
import type { DoorGroup } from './http/portal/portal-site.ts'
import { addVerificationDoors } from './http/portal/verification-doors.ts'
import { endpointUrl } from './protocol/discovery.ts'
import { openSigningKeys } from './signing/signing-keys.ts'
import { mailVerificationTexts } from './texts/mail-verification-text.ts'
import { openLetters } from './usecases/onboarding/letter.ts'
import { checkReport } from './usecases/onboarding/verification/check-report.ts'
import { confirmTest } from './usecases/onboarding/verification/confirm-test.ts'
import { openRun } from './usecases/onboarding/verification/open-run.ts'
import { readVerification } from './usecases/onboarding/verification/read-verification.ts'
import type { ReportKeys } from './usecases/onboarding/verification/report-keys.ts'
import { sealRun } from './usecases/onboarding/verification/seal-run.ts'
import { sweepRuns } from './usecases/onboarding/verification/sweep-runs.ts'
import type { VerificationNeeds } from './usecases/onboarding/verification/verification-needs.ts'
import { waiveTest } from './usecases/onboarding/verification/waive-test.ts'
import { openLiveKeys } from './usecases/operations/live-keys.ts'
import { ringName } from './usecases/operations/signing-ring.ts'

/** Verification in the portal. */
export function composeVerification(ground: PortalGround): DoorGroup {
  const { settings, durable, clock, random } = ground
  const keys = openReportKeys(ground)
  const needs: VerificationNeeds = {
    durable,
    clock,
    random,
    letter: openLetters(settings.productName, mailVerificationTexts),
    portalUrl: settings.portal.baseUrl,
    environments: settings.environments,
    keys,
  }
  ground.jobs.push({ name: 'verification', run: sweepRuns(needs) })
  return (app, doors) =>
    addVerificationDoors(app, doors, {
      read: readVerification(needs),
      open: openRun(needs),
      confirm: confirmTest(needs),
      seal: sealRun(needs),
      waive: ground.offer('waive', waiveTest(needs)),
      check: checkReport(needs),
      publishedKeys: async () => (await keys.known()).flatMap(({ keyRing }) => keyRing.published()),
      environmentNamed(name) {
        const found = settings.environments.find((environment) => environment.name === name)
        return found === undefined
          ? undefined
          : { ...found, wellKnown: endpointUrl(found.issuer, '/.well-known/openid-configuration') }
      },
    })
}

/** Reports are signed with keys of their own, so that none can be taken for a token (VER-61). */
function openReportKeys({ settings, durable, keeper, clock }: PortalGround): ReportKeys {
  return {
    async open(name) {
      const environment = settings.environments.find((known) => known.name === name)
      if (environment === undefined) throw new Error(`there is no environment ${name} to sign a report of`)
      return openLiveKeys(signingRing({ durable, keeper, clock }, environment, 'reports'), keeper)
    },
    async known() {
      const rings = []
      for (const { name } of settings.environments) {
        const ring = ringName('reports', name)
        const kept = await durable.environment(ring).signingKeys.list()
        if (kept.length > 0)
          rings.push({ environment: name, keyRing: (await openSigningKeys({ ring, clock }, kept)).keyRing })
      }
      return rings
    },
  }
}
