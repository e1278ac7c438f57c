import { z } from 'zod'

/** One login of the history that a service may see. */
export const loggedIn = z.strictObject({
  tidspunkt: z.string().meta({ description: 'YYYY-MM-DDTHH:mm:ss as clocks in Norway showed it, without offset.' }),
  tjeneste: z.string().meta({ description: 'Name of the organisation that the service is of, as it was then.' }),
  eid: z.string().meta({ description: 'Name of the eID; Federated when an earlier login answered.' }),
  integrasjon_id: z.string().meta({ description: 'client_id.' }),
  orgno: z.string().meta({ description: "The organisation's number." }),
  time: z.iso.datetime().optional().meta({ description: 'With profile=v2, as the other members below.' }),
  acr: z.string().optional(),
  sso: z.boolean().optional().meta({ description: 'An earlier login answered.' }),
  correlation_id: z.string().optional().meta({ description: 'X-Correlation-Id of the request that ended the login.' }),
})
