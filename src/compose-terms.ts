import type { PortalGround } from './compose-portal-ground.ts'
import { addPaperTermsDoors } from './http/portal/paper-terms-doors.ts'
import type { DoorGroup } from './http/portal/portal-site.ts'
import { addTermsDoors } from './http/portal/terms-doors.ts'
import { refuseAll } from './journey/refusal.ts'
import { termsDocument } from './pages/member/terms/terms-document.ts'
import { mailTermsTexts } from './texts/mail-terms-text.ts'
import { openLetters } from './usecases/onboarding/letter.ts'
import { requireFreshLogin, requireRight } from './usecases/onboarding/require-right.ts'
import { acceptTerms } from './usecases/onboarding/terms/accept-terms.ts'
import { becomeTestSignatory } from './usecases/onboarding/terms/become-test-signatory.ts'
import {
  confirmPaperTerms,
  discardPaperTerms,
  readPaperTerms,
  registerPaperTerms,
} from './usecases/onboarding/terms/paper-terms.ts'
import { breachesOfVersion, publishTerms, termsVersionOf } from './usecases/onboarding/terms/publish-terms.ts'
import { readTerms } from './usecases/onboarding/terms/read-terms.ts'
import { sweepTerms } from './usecases/onboarding/terms/sweep-terms.ts'
import type { TermsNeeds } from './usecases/onboarding/terms/terms-needs.ts'
import { withdrawTerms } from './usecases/onboarding/terms/withdraw-terms.ts'

/** The terms of use in the portal. */
export function composeTerms(ground: PortalGround): DoorGroup {
  const { settings, durable, clock, random, loginEnvironment } = ground
  const needs: TermsNeeds = {
    durable,
    clock,
    random,
    letter: openLetters(settings.productName, mailTermsTexts),
    portalUrl: settings.portal.baseUrl,
    productionAcr: settings.portal.productionAcr,
    hasRealProduction: settings.environments.some(({ kind }) => kind === 'prod'),
    loginIsReal: loginEnvironment.kind === 'prod',
  }
  const read = readTerms(needs)
  ground.jobs.push({ name: 'terms', run: sweepTerms(needs) })
  const keeping = { ...needs, document: termsDocument }
  return (app, doors) => {
    addPaperTermsDoors(app, doors, {
      versions: read.versions,
      waiting: readPaperTerms(needs),
      register: registerPaperTerms(keeping),
      confirm: confirmPaperTerms(keeping),
      discard: discardPaperTerms(keeping),
    })
    addTermsDoors(
      app,
      doors,
      ground.offer('terms', {
        read,
        accept: acceptTerms(keeping),
        withdraw: withdrawTerms(needs),
        becomeTestSignatory: becomeTestSignatory(needs),
        async preview(actor, command) {
          requireRight(actor, 'terms.publish', undefined)
          const nowSeconds = clock.nowSeconds()
          refuseAll(breachesOfVersion(command, await read.versions(), nowSeconds))
          return termsVersionOf(command, nowSeconds)
        },
        publish: publishTerms(needs),
        requireFresh: (actor) => requireFreshLogin(actor, needs.productionAcr, clock.nowSeconds()),
        hasRealProduction: needs.hasRealProduction,
        nowSeconds: () => clock.nowSeconds(),
      }),
    )
  }
}
