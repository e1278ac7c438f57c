import assert from 'node:assert/strict'
import type { PortalPage } from '../harness/portal-user.ts'
import type { Answer } from '../harness/user-agent.ts'
import { etat, type House, type HouseProbe, probe } from './house-world.ts'

const breaks = [
  '\r\nBcc: evil@evil.example',
  '\nBcc: evil@evil.example',
  '\r\n\r\n<pv-probe>',
  '\u2028Bcc: evil@evil.example',
  '\0',
]

/** Every form by which what a person writes comes into a mail; the fields that the mail is made of get the text. */
const forms: Readonly<Record<string, (text: string) => readonly [path: string, fields: Record<string, string>]>> = {
  'the name of somebody invited': (text) => [
    `/o/${etat}/users`,
    { name: `Eva${text}`, email: 'eva@etaten.no', roles: 'reader' },
  ],
  'the address of somebody invited': (text) => [
    `/o/${etat}/users`,
    { name: 'Eva', email: `eva@etaten.no${text}`, roles: 'reader' },
  ],
  'the quoted address of somebody invited': (text) => [
    `/o/${etat}/users`,
    { name: 'Eva', email: `"eva${text}"@etaten.no`, roles: 'reader' },
  ],
  'two addresses for one': (text) => [
    `/o/${etat}/users`,
    { name: 'Eva', email: `eva@etaten.no, evil@evil.example${text}`, roles: 'reader' },
  ],
  'the subject of a case': (text) => [
    `/o/${etat}/cases/new`,
    {
      category: 'login',
      severity: 'question',
      subject: `Feil${text}`,
      description: 'Det feiler hos alle brukerne',
      environment: 'test',
    },
  ],
  'the name of a point of contact': (text) => [
    `/o/${etat}/settings/points`,
    { purpose: 'technical', name: `Drift${text}`, email: 'drift@etaten.no' },
  ],
  'the address of a point of contact': (text) => [
    `/o/${etat}/settings/points`,
    { purpose: 'technical', name: 'Drift', email: `drift@etaten.no${text}` },
  ],
  'the name of who asks for support': (text) => [
    '/support',
    {
      name: `Eva${text}`,
      email: 'eva@etaten.no',
      category: 'login',
      severity: 'question',
      subject: 'Det feiler',
      description: 'Det feiler hos alle brukerne',
    },
  ],
  'the address of who asks for support': (text) => [
    '/support',
    {
      name: 'Eva',
      email: `eva@etaten.no${text}`,
      category: 'login',
      severity: 'question',
      subject: 'Det feiler',
      description: 'Det feiler hos alle brukerne',
    },
  ],
}

const isEvil = /[\p{Cc}\u2028,;]|evil\.example/u

/** Whom all mails so far went to, and how they are headed. */
async function mailsOf({ owner, program }: House): Promise<readonly { to: string; subject?: string }[]> {
  const all = await owner.agent.send(`${program.portal}/dev/outbox/messages`)
  return (all.json() as unknown as { messages: { to: string; subject?: string }[] }).messages
}

const pageAsAnswer = ({ status, html, headers }: PortalPage): Answer =>
  ({ status, headers, text: html }) as unknown as Answer

/** A form with one file, as a browser sends it. */
async function upload(house: House, name: string, content: string): Promise<Answer> {
  const boundary = 'x-boundary-x'
  const part = (head: string, body: string) => `--${boundary}\r\n${head}\r\n\r\n${body}\r\n`
  return house.owner.agent.send(`${house.program.portal}/o/${etat}/cases/${house.caseNo}/messages`, {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, origin: house.program.portal },
    body: `${part('content-disposition: form-data; name="text"', 'Her er loggen')}${part(
      `content-disposition: form-data; name="files"; filename="${name}"\r\ncontent-type: text/html`,
      content,
    )}--${boundary}--\r\n`,
  })
}

export const mailProbes: readonly HouseProbe[] = [
  ...Object.entries(forms).map(([what, formOf]) =>
    probe(`ONB-112 line breaks in ${what} write no header of a mail and find no further receiver`, async (house) => {
      const answers: Answer[] = []
      for (const text of breaks) {
        const [path, fields] = formOf(text)
        const from = await house.owner.get(path)
        const token = from.forms.flatMap((form) => form.fields).find(([name]) => name === 'form_token')?.[1]
        const page = await house.owner.post(path, { ...fields, ...(token === undefined ? {} : { form_token: token }) })
        answers.push(pageAsAnswer(page))
      }
      for (const { to, subject = '' } of await mailsOf(house)) {
        assert.doesNotMatch(to, isEvil)
        assert.doesNotMatch(subject, /\p{Cc}/u)
      }
      return answers
    }),
  ),
  ...[
    '../../../../etc/passwd.txt',
    '..\\\\..\\\\x.txt',
    'a.html',
    'a%0d%0aX-Evil: 1.txt',
    '<pv-probe>.txt',
    '\u202etxt.exe',
    `${'n'.repeat(3000)}.txt`,
    '.',
    'con.txt',
  ].map((name) =>
    probe(
      `ONB-153 a file that calls itself ${name.slice(0, 24)} is kept under a name that leads nowhere`,
      async (house) => {
        const sent = await upload(house, name, 'en linje <pv-probe>\n')
        const page = await house.owner.get(`/o/${etat}/cases/${house.caseNo}`)
        const files = [...page.html.matchAll(/href="(\/cases\/[^"]+\/files\/[^"]+)"/g)].map(([, path = '']) => path)
        if (name.startsWith('..')) assert.equal(sent.status, 303, sent.text.slice(0, 300))
        const answers = [sent, pageAsAnswer(page)]
        for (const path of files.slice(-1)) {
          const file = await house.owner.agent.send(house.program.portal + path)
          assert.match(file.headers.get('content-disposition') ?? '', /^attachment; filename\*=UTF-8''[\w.%-]{1,200}$/)
          assert.doesNotMatch(file.headers.get('content-disposition') ?? '', /%2F|%5C|%0D|%0A|%E2%80%AE/i)
          assert.match(file.headers.get('content-type') ?? '', /^text\/plain/)
          assert.equal(file.headers.get('x-content-type-options'), 'nosniff')
          const other = await house.stranger.agent.send(house.program.portal + path)
          assert.equal(other.status, 404)
          answers.push(file, other)
        }
        return answers
      },
    ),
  ),
  ...['..%2f..%2f..%2fetc%2fpasswd', '%2e%2e%2fportvakt.sqlite', 'x/../../secrets.json', '....//secrets.json'].map(
    (path) =>
      probe(`HTTP-1 ${path} leads to no file of ours`, async ({ owner, program }) => {
        const answers: Answer[] = []
        for (const base of [
          '/assets/',
          '/assets/x/',
          '/dev/outbox/messages/x/attachments/',
          '/cases/x/files/',
          '/terms/',
        ])
          answers.push(await owner.agent.send(program.portal + base + path))
        for (const answer of answers) assert.notEqual(answer.status, 200)
        return answers
      }),
  ),
]
