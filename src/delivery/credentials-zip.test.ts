import assert from 'node:assert/strict'
import { createCipheriv, createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import { test } from 'node:test'
import { makeCredentialsZip, selfTestZip } from './credentials-zip.ts'

const password = Buffer.from('K7RM-2QXD-9HPT-V4NC-B6WF-3YJG')
const content = Buffer.from('{\n  "client_id": "example",\n  "client_secret": "not-a-real-secret"\n}\n')
const secret = Buffer.from('not-a-real-secret')
const expected = { content, password, mustNotHold: [secret] }

/** What the format says, written a second time: AES on a counter that counts from its first byte, and HMAC-SHA1. */
function archiveByHand(salt: Buffer): { readonly archive: Buffer; readonly parts: Record<string, string> } {
  const keys = pbkdf2Sync(password, salt, 1000, 66, 'sha1')
  const aes = createCipheriv('aes-256-ecb', keys.subarray(0, 32), null)
  const counters = Buffer.alloc(Math.ceil(content.length / 16) * 16)
  for (let block = 0; block * 16 < counters.length; block++) counters.writeUInt32LE(block + 1, block * 16)
  const stream = aes.update(counters)
  const ciphertext = Buffer.from(content.map((byte, index) => byte ^ (stream[index] as number)))
  const code = createHmac('sha1', keys.subarray(32, 64)).update(ciphertext).digest().subarray(0, 10)
  const common = Buffer.from('33000108630000002100', 'hex')
  const lengths = Buffer.alloc(16)
  lengths.writeUInt32LE(content.length + 28, 4)
  lengths.writeUInt32LE(content.length, 8)
  lengths.writeUInt16LE(16, 12)
  lengths.writeUInt16LE(11, 14)
  const name = Buffer.from('credentials.json')
  const extra = Buffer.from('0199070002004145030000', 'hex')
  const data = Buffer.concat([salt, keys.subarray(64), ciphertext, code])
  const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, lengths, name, extra, data])
  const central = Buffer.concat([Buffer.from('504b01023300', 'hex'), common, lengths, Buffer.alloc(14), name, extra])
  const end = Buffer.from('504b0506000000000100010000000000000000000000', 'hex')
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length, 16)
  return {
    archive: Buffer.concat([local, central, end]),
    parts: {
      encryptionKey: keys.toString('hex', 0, 32),
      macKey: keys.toString('hex', 32, 64),
      verifier: keys.toString('hex', 64),
      ciphertext: ciphertext.toString('hex'),
      code: code.toString('hex'),
    },
  }
}

test('ONB-104 the known archive has its known bytes, and our reader opens it', async () => {
  const { archive, parts } = archiveByHand(Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex'))
  assert.deepEqual(parts, {
    encryptionKey: '1c03c18155f34f9b681181616adcc34fe908606bca5196b68bebcd616d1f1b74',
    macKey: '189814e4b725369690c1f3d653f4736607ef8ff8fa890493724579a6d57a56b9',
    verifier: '1ef5',
    ciphertext:
      '5b3aa9ebdd198fee0c160c8dd33fc1e34fb07c1956765293f68c0c5cad5b54946872ac6cc9d823279509be4cd6156e1762c9e4328f9a3295e594fd981469651541ffe7e763',
    code: 'a2bdce03115195b423cb',
  })
  assert.equal(archive.length, 249)
  assert.equal(
    createHash('sha256').update(archive).digest('hex'),
    '0095c5730203d994d54bf86d1840fda53bcb6090b6007167f0cb8240dd9c134a',
  )
  await selfTestZip(archive, expected)
})

test('ONB-104 ONB-105 N-5 what we write is that archive to the byte, with a salt of its own', async () => {
  const zip = await makeCredentialsZip(content, password)
  const saltAt = 30 + 'credentials.json'.length + 11
  const salt = zip.subarray(saltAt, saltAt + 16)
  assert.deepEqual(zip, archiveByHand(Buffer.from(salt)).archive)
  assert.notDeepEqual(salt, (await makeCredentialsZip(content, password)).subarray(saltAt, saltAt + 16))
})

test('ONB-106 an archive passes its own test only with its password, its content and every byte in place', async () => {
  const zip = await makeCredentialsZip(content, password)
  await selfTestZip(zip, expected)
  const other = Buffer.from('22RM-2QXD-9HPT-V4NC-B6WF-3YJG')
  await assert.rejects(selfTestZip(zip, { ...expected, password: other }))
  await assert.rejects(
    selfTestZip(zip, { ...expected, content: Buffer.from(content.toString().replace('example', 'exampel')) }),
    /does not give back/,
  )
  const changed = Buffer.from(zip)
  const inCiphertext = 30 + 16 + 11 + 18 + 40
  changed[inCiphertext] = (changed[inCiphertext] as number) ^ 1
  await assert.rejects(selfTestZip(changed, expected))
})

test('ONB-106 N-5 an archive that shows what it must not, or is made another way, does not leave', async () => {
  const zip = await makeCredentialsZip(content, password)
  for (const shown of [secret, password, Buffer.from('Etat for eksempler')]) {
    const leaking = Buffer.from(zip)
    shown.copy(leaking, zip.length - 22 - shown.length)
    await assert.rejects(
      selfTestZip(leaking, { ...expected, mustNotHold: [secret, Buffer.from('Etat for eksempler')] }),
    )
  }
  for (const [at, byte, why] of [
    [6, 0x09, /no data descriptor/],
    [8, 0, /AES/],
    [10, 1, /no time/],
    [14, 1, /no checksum/],
    [30 + 16 + 4, 1, /AE-2/],
    [30 + 16 + 8, 1, /AE-2/],
  ] as const) {
    const other = Buffer.from(zip)
    other[at] = byte
    await assert.rejects(selfTestZip(other, expected), why)
  }
})
