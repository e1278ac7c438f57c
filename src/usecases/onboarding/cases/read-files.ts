import { caseFileKinds, mostCaseFileBytes, mostCaseFiles, readCaseFile } from '../../../journey/case-files.ts'
import type { Breach } from '../../../journey/refusal.ts'
import { refuseAll } from '../../../journey/refusal.ts'
import { type Found, scanText } from '../../../journey/scan-text.ts'
import type { KeptFile } from './add-case.ts'

/** A file as somebody sent it. */
export interface GivenFile {
  readonly name: string
  readonly bytes: Buffer
}

/**
 * Judges and scans files (ONB-153). Refuses `file_type`, `file_too_large`, and more than five; a picture or PDF that holds a
 * credential is refused as `file_type` too, for it cannot be mended.
 */
export function readFiles(given: readonly GivenFile[]): {
  readonly files: readonly KeptFile[]
  readonly found: readonly Found[]
} {
  const breaches: Breach[] = []
  const files: KeptFile[] = []
  const found: Found[] = []
  const kinds = `${mostCaseFiles} × ${Object.keys(caseFileKinds).join(', ')}`
  if (given.length > mostCaseFiles)
    breaches.push({ code: 'file_type', field: 'files', message: 'too many files', values: { kinds } })
  for (const { name, bytes } of given.slice(0, mostCaseFiles)) {
    const read = readCaseFile(bytes)
    found.push(...read.found)
    if (read.ok) files.push({ name: safeName(name, read.kind), type: caseFileKinds[read.kind], bytes: read.bytes })
    else if (read.why === 'size')
      breaches.push({
        code: 'file_too_large',
        field: 'files',
        message: 'a file is too large',
        values: { most: `${mostCaseFileBytes / 1_000_000} MB` },
      })
    else breaches.push({ code: 'file_type', field: 'files', message: 'a file of another kind', values: { kinds } })
  }
  refuseAll(breaches)
  return { files, found }
}

/** A name of harmless characters that ends as its content says; a name may hold a national id too. */
const safeName = (name: string, kind: string): string => {
  const bare = scanText(name)
    .text.replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/[^\p{L}\p{N}._-]+/gu, '_')
    .slice(0, 60)
  return `${bare === '' ? 'file' : bare}.${kind}`
}
