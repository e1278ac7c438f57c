import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** A folder that another program puts files into, one file a message. */
export interface SpoolFolder {
  /**
   * Reads what lies there, oldest name first; each file is moved to `done/` when `take` resolves and to `failed/` when it
   * throws, which `failed` is told. Resolves with how many were taken. Call it again only after that.
   */
  readAll(
    take: (content: Buffer) => Promise<unknown>,
    failed: (fileName: string, error: unknown) => void,
  ): Promise<number>
}

/** `suffix`: other files, such as those that are still being written, are left alone. Larger ones go to `failed/` unread. */
export function openSpoolFolder(folder: string, suffix: string, mostBytes: number): SpoolFolder {
  return {
    async readAll(take, failed) {
      for (const name of ['done', 'failed']) await mkdir(join(folder, name), { recursive: true })
      const names = (await readdir(folder)).filter((name) => name.endsWith(suffix)).toSorted()
      let taken = 0
      for (const name of names) {
        const path = join(folder, name)
        const about = await stat(path)
        if (!about.isFile()) continue
        let to = 'done'
        try {
          if (about.size > mostBytes) throw new RangeError(`larger than ${mostBytes} bytes`)
          await take(await readFile(path))
          taken++
        } catch (error) {
          to = 'failed'
          failed(name, error)
        }
        await rename(path, join(folder, to, name))
      }
      return taken
    },
  }
}
