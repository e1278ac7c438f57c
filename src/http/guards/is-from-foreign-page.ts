import type { FastifyRequest } from 'fastify'

/**
 * Does a browser send this on behalf of a page that is not of this site? A page may send a POST to any address, also to
 * one that only its reader's machine can reach. Programs name neither origin nor site and are no browser to be misled.
 */
export function isFromForeignPage(request: FastifyRequest, ownOrigin: string): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (origin !== undefined && origin !== ownOrigin) return true
  // Another port of one host is the same site and yet another page: `same-site` is not enough.
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}
