import { createHmac } from 'node:crypto'
import type { Random } from '../../system/random.ts'

/** Length of an authorization id (orderedId). */
const idLength = 22
const syntax = /^[A-Za-z0-9_-]{65}$/

/**
 * A refresh token names its authorization and adds 256 random bits (RT-3). So a token that names an authorization but is
 * not its present one can only be an earlier one of the family: reuse is recognised without keeping a list (RT-5).
 */
export const newRefreshToken = (authorizationId: string, random: Random): string => authorizationId + random.token(32)

/**
 * The token that replaces `presented`: made of it and a salt, so that it can be told again to whoever still holds the former
 * one (RT-6). The store keeps the salt and no token, so a stolen database opens nothing (decision 0009).
 */
export const successorOf = (presented: string, salt: string): string =>
  presented.slice(0, idLength) + createHmac('sha256', salt).update(presented).digest('base64url')

/** The authorization a refresh token names; undefined for anything that cannot be a refresh token of ours. */
export const authorizationIdOf = (refreshToken: string): string | undefined =>
  syntax.test(refreshToken) ? refreshToken.slice(0, idLength) : undefined
