/** A client to paste into the seed file. The owner is one of the organisations that the demo seed already has. */
export const clientExample = `  - client_id: min-tjeneste
    client_orgno: "310000019"
    client_name: Min tjeneste
    integration_type: idporten
    application_type: web
    token_endpoint_auth_method: client_secret_basic
    client_secret: bytt-denne-hemmeligheten
    redirect_uris: ["http://localhost:3000/callback"]
    post_logout_redirect_uris: ["http://localhost:3000/"]
    scopes: [openid, profile]
`

/** The same client as the service itself has to know it; the names are those of examples/relying-party.ts. */
export const settingsExample = (issuer: string): string => `ISSUER=${issuer}
CLIENT_ID=min-tjeneste
CLIENT_SECRET=bytt-denne-hemmeligheten
BASE_URL=http://localhost:3000
`
