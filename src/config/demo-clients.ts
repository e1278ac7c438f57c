/** How the demo services log in; the same stands in seed/demo.yaml. For demonstration only: everybody knows these secrets. */
export const demoClients = {
  A: { clientId: 'demo-a', clientSecret: 'demo-only', authMethod: 'client_secret_basic' },
  B: {
    clientId: 'demo-b',
    clientSecret: 'demo-only',
    authMethod: 'client_secret_post',
    /** Needs the citizen's consent, so that the dialogue can be seen. */
    apiScope: 'eksempel:vedtak.read',
  },
} as const

/** How the portal logs people in, where nothing else is set: a client of seed/demo.yaml. */
export const portalClient = { clientId: 'portvakt-portal', clientSecret: 'demo-only' } as const

/** How the citizens' own pages log people in, in every environment; the same stands in seed/demo.yaml. */
export const profileClient = { clientId: 'portvakt-profile', clientSecret: 'demo-only' } as const
