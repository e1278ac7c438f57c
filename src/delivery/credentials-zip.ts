/** The one entry of every archive (ONB-105). */
const entryName = 'credentials.json'
/** 1980-01-01 00:00, the earliest moment the format knows: the archive does not tell when it was made. */
const noMoment = 0x0021_0000
const strongestAes = 3

/** What the writer needs to be sure of before an archive may leave (ONB-106). */
export interface ZipExpectation {
  readonly content: Buffer
  readonly password: Buffer
  /** What must stand nowhere in the bytes: the secret, the name of the client. */
  readonly mustNotHold: readonly Buffer[]
}

/**
 * An archive with one entry, `credentials.json`, encrypted with AES-256 (AE-2), stored as it is, without anything that
 * tells of its making (ONB-104, ONB-105). The password is used as bytes and not kept.
 */
export async function makeCredentialsZip(content: Buffer, password: Buffer): Promise<Buffer> {
  const { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } = await zipLibrary()
  const writer = new ZipWriter(new Uint8ArrayWriter(), {
    rawPassword: password,
    encryptionStrength: strongestAes,
    zipCrypto: false,
    level: 0,
    dataDescriptor: false,
    extendedTimestamp: false,
    rawLastModDate: noMoment,
    useUnicodeFileNames: true,
    msDosCompatible: true,
    versionMadeBy: 51,
    externalFileAttributes: 0,
    zip64: false,
    useWebWorkers: false,
  })
  await writer.add(entryName, new Uint8ArrayReader(content))
  return Buffer.from(await writer.close())
}

/**
 * Opens an archive as its receiver will, and looks at its bytes as a thief would (ONB-106). Throws with the first thing
 * that is wrong, without saying what the archive holds.
 */
export async function selfTestZip(zip: Buffer, expected: ZipExpectation): Promise<void> {
  checkLayout(zip, expected.content.length)
  const opened = await openZip(zip, expected.password)
  const isSame = opened.equals(expected.content)
  opened.fill(0)
  if (!isSame) throw new Error('the archive does not give back what was put into it')
  for (const forbidden of [expected.password, expected.content, ...expected.mustNotHold])
    if (forbidden.length > 0 && zip.includes(forbidden))
      throw new Error('the bytes of the archive hold something that must not be readable in them')
}

/** The content of the only entry, its authentication code checked. Rejects on a wrong password or changed bytes. */
async function openZip(zip: Buffer, password: Buffer): Promise<Buffer> {
  const { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } = await zipLibrary()
  const reader = new ZipReader(new Uint8ArrayReader(zip), { rawPassword: password, useWebWorkers: false })
  const [entry, ...others] = await reader.getEntries()
  if (entry === undefined || entry.directory || others.length > 0 || entry.filename !== entryName)
    throw new Error(`the archive must hold ${entryName} and nothing else`)
  const content = Buffer.from(await entry.getData(new Uint8ArrayWriter(), { checkSignature: true }))
  await reader.close()
  return content
}

const localHeader = 0x04034b50
const encryptedUtf8 = 0x0801
const aesMethod = 99
const aesExtra = Buffer.from('019907000200414503', 'hex')
const saltVerifierAndCode = 28

/** That the library did what it was asked for: a later version of it may read an option differently. */
function checkLayout(zip: Buffer, contentLength: number): void {
  const nameLength = entryName.length
  const extra = zip.subarray(30 + nameLength, 30 + nameLength + 11)
  const facts: readonly (readonly [what: string, isSo: boolean])[] = [
    ['one entry from its first byte on', zip.readUInt32LE(0) === localHeader],
    ['no data descriptor', zip.readUInt16LE(6) === encryptedUtf8],
    ['AES', zip.readUInt16LE(8) === aesMethod],
    ['no time', zip.readUInt32LE(10) === noMoment],
    ['no checksum of the content', zip.readUInt32LE(14) === 0],
    ['its length', zip.readUInt32LE(18) === contentLength + saltVerifierAndCode],
    ['no more than one extra field', zip.readUInt16LE(28) === extra.length],
    ['AE-2 with AES-256', extra.subarray(0, aesExtra.length).equals(aesExtra)],
    ['no comment', zip.readUInt16LE(zip.length - 2) === 0],
  ]
  for (const [what, isSo] of facts) if (!isSo) throw new Error(`the archive must have ${what}`)
}

/** Loaded when the first credential is delivered: it takes a tenth of a second. */
const zipLibrary = () => import('@zip.js/zip.js')
