import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import type { PageAssets } from '../../pages/frame.ts'
import { addAssets, readAssets } from '../assets.ts'

/** What the portal and the demo services load: what every page does, and some of their own. */
export interface SiteAssets {
  readonly page: PageAssets
  readonly site: { readonly css: string; readonly copyScript: string; readonly submitScript: string }
  /** Serves them all from memory. */
  serve(app: FastifyInstance): void
}

const names = { css: 'sites.css', copyScript: 'copy.js', submitScript: 'submit.js' } as const

/** Reads the files of a folder once; the address of each names its content, so that it may be cached for good. */
export function readSiteAssets(folder: string): SiteAssets {
  const common = readAssets(folder)
  const files = new Map<string, { readonly type: string; readonly plain: Buffer; readonly brotli: undefined }>()
  const add = (name: string, type: string): string => {
    const plain = readFileSync(`${folder}/${name}`)
    const address = `/assets/${createHash('sha256').update(plain).digest('hex').slice(0, 16)}/${name}`
    files.set(address, { type: `${type}; charset=utf-8`, plain, brotli: undefined })
    return address
  }
  return {
    page: common.addresses,
    site: {
      css: add(names.css, 'text/css'),
      copyScript: add(names.copyScript, 'text/javascript'),
      submitScript: add(names.submitScript, 'text/javascript'),
    },
    serve(app) {
      addAssets(app, common)
      addAssets(app, { ...common, files })
    },
  }
}
