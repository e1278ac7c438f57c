import type { FastifyInstance } from 'fastify'
import { certificateFlaws, certificateProfiles } from '../../certificates/development-ca.ts'
import { testCertificatePage } from '../../pages/member/test-certificates/test-certificate-page.ts'
import type { issueTestCertificate } from '../../usecases/onboarding/test-certificates/issue-test-certificate.ts'
import { type FormErrors, noErrors, type PortalDoors } from './portal-doors.ts'

/** Certificates of the development CA for trying (CR-9). `issue` undefined: no environment trusts that CA, and the page says so. */
export function addTestCertificateDoors(
  app: FastifyInstance,
  doors: PortalDoors,
  issue: ReturnType<typeof issueTestCertificate> | undefined,
): void {
  const facts = (typed: { flaw: string; profile: string; format: string }, errors: FormErrors) => ({
    flaws: certificateFlaws,
    profiles: certificateProfiles,
    typed,
    errors,
    isOffered: issue !== undefined,
  })

  app.get('/o/:orgno/test-certificates', async (request, reply) => {
    const { frame } = await doors.member(request)
    const first = { flaw: 'good', profile: 'seid1', format: 'p12' }
    return doors.page(reply, testCertificatePage(frame, facts(first, noErrors)))
  })

  app.post('/o/:orgno/test-certificates', async (request, reply) => {
    const { frame, language, actor, orgno } = await doors.member(request)
    const { form } = request
    const typed = {
      flaw: form.get('flaw') ?? '',
      profile: form.get('profile') ?? '',
      format: form.get('format') ?? 'p12',
    }
    if (issue === undefined) return doors.page(reply, testCertificatePage(frame, facts(typed, noErrors)), 404)
    const isPem = typed.format === 'pem'
    const password = isPem ? 'dev' : (form.get('password') ?? '')
    return doors.tryForm(
      reply,
      language,
      async () => {
        const { pkcs12, certificatePem, privateKeyPem } = await issue(actor, orgno, { ...typed, password })
        const name = `${orgno}-${typed.flaw}.${isPem ? 'pem' : 'p12'}`
        reply.header('content-disposition', `attachment; filename="${name}"`)
        return isPem
          ? reply.type('application/x-pem-file').send(certificatePem + privateKeyPem)
          : reply.type('application/x-pkcs12').send(pkcs12)
      },
      (errors) => testCertificatePage(frame, facts(typed, errors)),
    )
  })
}
