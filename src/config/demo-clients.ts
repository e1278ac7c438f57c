/** How the demo services log in; the same stands in seed/demo.yaml. For demonstration only: everybody knows these secrets. */
export const demoClients = {
  A: { clientId: 'demo-a', clientSecret: 'demo-only', authMethod: 'client_secret_basic' },
  B: { clientId: 'demo-b', clientSecret: 'demo-only', authMethod: 'client_secret_post' },
} as const

/** How the portal logs people in, where nothing else is set: a client of seed/demo.yaml. */
export const portalClient = { clientId: 'portvakt-portal', clientSecret: 'demo-only' } as const
