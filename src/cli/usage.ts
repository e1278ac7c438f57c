/** What `--help` prints. */
export const usage = `Portvakt, a login gateway compatible with ID-porten.

  serve [--sites portal,gateway,demo]   start the sites (all of them unless named)
  seed check FILE…                      judge seed files and print every fault
  seed schema                           print the JSON Schema of seed files
  ca issue | revoke | show              certificates for trying, by the development CA; \`ca\` alone says more
  keys list | rotate | retire | emergency | rewrap
                                        signing keys; \`keys\` alone says more
  audit verify                          go through the chain of the journal; 1 if it was tampered with
  audit logins ENVIRONMENT              logins of the person whose number is on standard input, with address

Settings are environment variables GATEWAY_… and a file; .env.example lists them.`
