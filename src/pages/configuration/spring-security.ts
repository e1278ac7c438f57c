import type { ClientSheet } from './client-sheet.ts'
import { checkTheLevel, noFrontChannel, placeholderNotes } from './common-notes.ts'
import { placeholders } from './placeholders.ts'
import { comment, quoted, springQuoted } from './quote.ts'
import type { Recipe } from './recipe.ts'
import { serverSoftware } from './refusals.ts'
import {
  addressParts,
  levelsOf,
  postLogoutUriOf,
  redirectUriOf,
  uiLocales,
  usesKey,
  usesSecret,
} from './request-values.ts'

/** Spring Boot 3.4 and newer, with spring-boot-starter-oauth2-client. */
export const springSecurity: Recipe = {
  id: 'spring-security',
  software: 'Spring Security',
  refuses: serverSoftware('Spring Security', ['client_secret_basic', 'client_secret_post', 'private_key_jwt']),
  files: (sheet) => [
    { name: 'application.yml', language: 'yaml', content: properties(sheet) },
    { name: 'LoginConfiguration.java', language: 'java', content: configuration(sheet) },
  ],
  notes: (sheet) => [
    ...placeholderNotes(sheet),
    {
      nb: 'Trenger spring-boot-starter-oauth2-client og spring-boot-starter-web. Start innlogging med /oauth2/authorization/portvakt, logg ut med POST /logout. Endre package til deres egen.',
      nn: 'Treng spring-boot-starter-oauth2-client og spring-boot-starter-web. Start innlogging med /oauth2/authorization/portvakt, logg ut med POST /logout. Endre package til dykkar eigen.',
      en: 'Needs spring-boot-starter-oauth2-client and spring-boot-starter-web. Begin a login with /oauth2/authorization/portvakt, log out with POST /logout. Change package to your own.',
    },
    checkTheLevel,
    noFrontChannel('Spring Security'),
  ],
}

const properties = (sheet: ClientSheet): string => `# ${comment(sheet.clientName)}, ${comment(sheet.environment.title)}
spring:
  security:
    oauth2:
      client:
        provider:
          portvakt:
            issuer-uri: ${springQuoted(sheet.issuer)}
        registration:
          portvakt:
            client-id: ${springQuoted(sheet.clientId)}
${usesSecret(sheet) ? `            client-secret: "${placeholders.clientSecret}"\n` : ''}            client-authentication-method: ${sheet.tokenEndpointAuthMethod}
            authorization-grant-type: authorization_code
            redirect-uri: ${springQuoted(redirectUriOf(sheet))}
            scope:
${sheet.scopes.map((scope) => `              - ${springQuoted(scope)}\n`).join('')}`

const keyImports = `import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.file.Files;
import java.nio.file.Path;
`
const keySpringImports = `import org.springframework.security.oauth2.client.endpoint.NimbusJwtClientAuthenticationParametersConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
`
const keyBean = `
  /** Signs for the token endpoint; the PEM file holds the private RSA key. Needs bcpkix-jdk18on to be read. */
  @Bean
  OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokenClient() throws Exception {
    var pem = Files.readString(Path.of("${placeholders.privateKeyFile}"));
    var key = new RSAKey.Builder((RSAKey) JWK.parseFromPEMEncodedObjects(pem)).keyID("${placeholders.keyId}").build();
    var client = new RestClientAuthorizationCodeTokenResponseClient();
    client.addParametersConverter(new NimbusJwtClientAuthenticationParametersConverter<>(registration -> key));
    return client;
  }
`

function configuration(sheet: ClientSheet): string {
  const key = usesKey(sheet)
  const callback = addressParts(redirectUriOf(sheet))?.path ?? '/login/oauth2/code/portvakt'
  const after = postLogoutUriOf(sheet)
  return `// ${comment(sheet.clientName)}, ${comment(sheet.environment.title)}
package no.example.service;

${key ? keyImports : ''}import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
${key ? keySpringImports : ''}import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.web.SecurityFilterChain;

@Configuration
public class LoginConfiguration {
  @Bean
  SecurityFilterChain security(HttpSecurity http, ClientRegistrationRepository clients) throws Exception {
    var requests = new DefaultOAuth2AuthorizationRequestResolver(clients, "/oauth2/authorization");
    // state and nonce come by themselves; for a client with a secret, PKCE does not.
    requests.setAuthorizationRequestCustomizer(
        OAuth2AuthorizationRequestCustomizers.withPkce()
            .andThen(request -> request.additionalParameters(more -> {
              more.put("acr_values", ${quoted(levelsOf(sheet))});
              more.put("ui_locales", ${quoted(uiLocales)});
            })));
    var logout = new OidcClientInitiatedLogoutSuccessHandler(clients);
${after === undefined ? '' : `    logout.setPostLogoutRedirectUri(${quoted(after)});\n`}    return http
        .authorizeHttpRequests(any -> any.anyRequest().authenticated())
        .oauth2Login(login -> login
            .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(requests))
            .redirectionEndpoint(endpoint -> endpoint.baseUri(${quoted(callback)})))
        .logout(end -> end.logoutSuccessHandler(logout))
        .build();
  }
${key ? keyBean : ''}}
`
}
