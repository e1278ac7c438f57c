import type { PortalGround } from './compose-portal-ground.ts'
import type { DoorGroup } from './http/portal/portal-site.ts'
import { addVerificationDoors } from './http/portal/verification-doors.ts'
import { endpointUrl } from './protocol/discovery.ts'
import { openLocalKeys } from './signing/local/local-keys.ts'
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
import { ensureSigningKey } from './usecases/operations/ensure-signing-key.ts'

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
function openReportKeys({ settings, durable, clock }: PortalGround): ReportKeys {
  const shelvesOf = (name: string) => durable.environment(`${name}/reports`)
  return {
    async open(name) {
      const commonName = `Portvakt ${name} reports`
      const ensure = ensureSigningKey({
        shelves: shelvesOf(name),
        clock,
        makeKey: async (nowSeconds) => {
          const { makeSigningKey } = await import('./signing/local/make-signing-key.ts')
          return makeSigningKey(commonName, nowSeconds, nowSeconds)
        },
        renewCertificate: async (key, nowSeconds) => {
          const { selfSignedCertificate } = await import('./signing/local/make-signing-key.ts')
          return { ...key, x5c: [await selfSignedCertificate(commonName, key.publicJwk, key.privateKey, nowSeconds)] }
        },
      })
      return openLocalKeys(await ensure(), clock)
    },
    async known() {
      const rings = []
      for (const { name } of settings.environments) {
        const kept = await shelvesOf(name).signingKeys.list()
        if (kept.length > 0) rings.push({ environment: name, keyRing: (await openLocalKeys(kept, clock)).keyRing })
      }
      return rings
    },
  }
}
