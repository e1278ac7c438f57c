import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { FastifyInstance, RouteOptions } from 'fastify'

export interface PortalRoute {
  readonly method: string
  readonly path: string
}

/**
 * Starts a program and resolves with it and with every route that its portal was given, as its HTTP library was told them: a
 * new form is in this list by itself.
 */
export async function withPortalRoutes<Program>(
  start: () => Promise<Program>,
): Promise<{ readonly program: Program; readonly routes: readonly PortalRoute[] }> {
  const sites: PortalRoute[][] = []
  const note = (message: unknown): void => {
    const { fastify } = message as { fastify: FastifyInstance }
    const routes: PortalRoute[] = []
    sites.push(routes)
    fastify.addHook('onRoute', ({ method, url }: RouteOptions) => {
      for (const one of [method].flat()) routes.push({ method: one, path: url })
    })
  }
  subscribe('fastify.initialization', note)
  try {
    const program = await start()
    const routes = sites.find((site) => site.some(({ path }) => path === '/operator/terms'))
    if (routes === undefined) throw new Error('none of the sites that were started is the portal')
    return { program, routes }
  } finally {
    unsubscribe('fastify.initialization', note)
  }
}
