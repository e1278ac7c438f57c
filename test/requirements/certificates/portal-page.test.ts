import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { after, before, test } from 'node:test'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPerson } from '../../harness/portal-user.ts'

let program: RunningPortal
let person: PortalPerson
before(async () => {
  program = await startPortalProgram({
    seed: {
      users: [
        { email: 'kari@etat.example.test', name: 'Kari', pid: '20914695016', roles: { '310000019': ['tester'] } },
      ],
    },
  })
  person = await openPortalUser(program, '20914695016')
})
after(() => program.stop())

test('CR-9 a member makes a test certificate on a page, and its private key is not kept', async () => {
  const page = await person.get('/o/310000019/test-certificates')
  assert.equal(page.status, 200)
  const made = await person.submit(page, '/test-certificates', { flaw: 'good', format: 'pem', password: '' })
  assert.match(made.headers.get('content-disposition') ?? '', /^attachment; filename="310000019-good\.pem"$/)
  assert.match(made.html, /-----BEGIN PRIVATE KEY-----/)
  const certificate = new X509Certificate(made.html)
  assert.match(certificate.subject, /310000019/)
  const withoutPassword = await person.submit(page, '/test-certificates', {
    flaw: 'expired',
    format: 'p12',
    password: '',
  })
  assert.equal(withoutPassword.status, 422)
  assert.match(withoutPassword.words, /Feltet må fylles ut/)
})
