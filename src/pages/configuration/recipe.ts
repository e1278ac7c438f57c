import type { ClientSheet } from './client-sheet.ts'
import type { Words } from './words.ts'

export interface ConfigurationFile {
  readonly name: string
  /** As a highlighter knows it: `apache`, `json`, `yaml`, `java`, … */
  readonly language: string
  readonly content: string
}

/** How one relying-party software is configured for this gateway. Pure: the same sheet gives the same files. */
export interface Recipe {
  /** Never changed: docs/integrate/proven.json and links point to it. */
  readonly id: string
  readonly software: string
  /** Why this software does not fit this client, or undefined when it does. */
  refuses(sheet: ClientSheet): Words | undefined
  files(sheet: ClientSheet): readonly ConfigurationFile[]
  notes(sheet: ClientSheet): readonly Words[]
}
