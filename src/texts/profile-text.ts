import { profileEn } from './profile-en.ts'
import { type ProfileTextKey, profileNb } from './profile-nb.ts'
import { profileNn } from './profile-nn.ts'
import { profileSe } from './profile-se.ts'
import { textsOf, type Words } from './texts-of.ts'

/** The words of the citizen's own pages. */
export type ProfileText = Words<ProfileTextKey>

export const profileTexts = textsOf<ProfileTextKey>({ nb: profileNb, nn: profileNn, en: profileEn, se: profileSe })
