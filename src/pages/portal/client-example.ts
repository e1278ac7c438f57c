/** A seed file with one client. Its owner is one of the organisations that the demo seed already has. */
export const clientExample = (environments: readonly string[]): string => `version: 1
environment: [${environments.join(', ')}]
clients:
  - client_id: min-tjeneste
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

/** Starts with that file beside the one that comes along. */
export const ownFileCommand = 'GATEWAY_SEED_FILE=./seed/demo.yaml,./my-clients.yaml ./start'

/** The same client as the service itself has to know it; the names are those of examples/relying-party.ts. */
export const settingsExample = (issuer: string): string => `ISSUER=${issuer}
CLIENT_ID=min-tjeneste
CLIENT_SECRET=bytt-denne-hemmeligheten
BASE_URL=http://localhost:3000
`
