import type { PortalTextKey } from './portal-nb.ts'

export const portalEn = {
  'front.title': 'Log in to public services',
  'front.lead':
    'Portvakt lets people log in to public services. You who build a service connect it with OpenID Connect and learn who logged in, and how surely.',
  'front.compatible':
    'Portvakt speaks as ID-porten does, so a service made for one works with the other. Portvakt is open source and is not ID-porten.',
  'nav.guide': 'Read the guide',
  'nav.front': 'Front page',
  'where.heading': 'Where it runs',
  'where.explained': 'The state was measured when you opened the page.',
  'where.issuer': 'Issuer',
  'where.well-known': 'Metadata',
  'where.login': 'Login',
  'where.up': 'Answers',
  'where.down': 'Does not answer',
  'where.simulated': 'Plays the part of production. Nothing here is real.',
  'where.test': 'For testing, with synthetic people.',
  'demo.heading': 'Try a login',
  'demo.explained':
    'Two small services show every message between the service and Portvakt. Log in to one, then open the other, and you are logged in there too.',
  'demo.open': 'Open demo service {name}',
  'demo.profile': 'See what a citizen sees: logins and access',
  'steps.heading': 'From start to production',
  'step.terms': 'Accept the terms of use',
  'step.terms.text':
    'The terms are accepted before production, by somebody who can sign for the organisation. Testing is open to all.',
  'step.order': 'Order a client',
  'step.order.text':
    'Log in to the portal and make the client yourself, or send the form without an account. Give the addresses the user is to return to. The secret for test is shown once.',
  'step.configure': 'Configure your service',
  'step.configure.text':
    "The portal shows ready configuration for common libraries and products, with the client's own values. Point it at the metadata; it finds the rest itself.",
  'step.login': 'Login works',
  'step.login.text':
    'Log in with a test user from the list below. The portal shows when the first login has been seen.',
  'step.verify': 'Verify',
  'step.verify.text':
    'Go through the verification tests in the portal: login, single sign-on, logout, time-out and what else the service uses. The report goes with the order.',
  'step.production': 'Order production',
  'step.production.text':
    'The order takes client_id and set-up from test. You give the addresses for production, who receives the secret, and a mobile number.',
  'step.credentials': 'Receive the secret',
  'step.credentials.text':
    'The secret comes by mail in an encrypted zip file, and its password by SMS. With an enterprise certificate or a key of your own no secret is sent, and no mobile number is needed.',
  'step.help': 'Get help',
  'step.help.text':
    'Send a case from the portal or the form, or write to {email}. Give client_id, environment and what happens.',
  'client.heading': 'Clients for development and CI',
  'client.explained':
    'On your own machine the client can also stand in a file. Put this into my-clients.yaml, change name, secret and addresses, and start Portvakt with the file:',
  'client.own-file': 'Start with a file of your own',
  'client.yaml': 'Client in the seed file',
  'client.settings.explained': 'This is what your service needs:',
  'client.settings': 'Settings of the service',
  'people.heading': 'People to try the portal with',
  'people.explained':
    'Log in to the portal with TestID and the number of one of them. The first order of an organisation is approved by two reviewers.',
  'people.roles': 'Roles',
  'users.heading': 'Test users',
  'users.explained':
    'All are made up. Choose TestID when you log in and use one of these, or let Portvakt pick a random person.',
  'users.none': 'There are no test users. Add some to the seed file.',
  'users.pid': 'National identifier',
  'users.name': 'Name',
  'users.unnamed': 'No name',
  'action.copy': 'Copy',
  'action.copied': 'Copied',
  'guide.title': 'Get started',
  'guide.lead': 'How to connect a service to Portvakt, from test to production.',
  'guide.contents': 'Contents',
  'guide.terms': 'Terms of use',
  'guide.terms.1':
    'Only service owners who have accepted the terms of use may use Portvakt in production. You may test before accepting them.',
  'guide.terms.2': 'Read the terms, see who can become a service owner, and accept them in the portal:',
  'guide.procedure': 'Procedure',
  'guide.procedure.1':
    'You try the service in the test environment, verify that it behaves correctly, and then order production.',
  'guide.procedure.2':
    'Ask for a client in the portal or with the form. Give the addresses the user is to be sent back to (redirect_uris), both after login and after logout.',
  'guide.test': 'Test',
  'guide.test.1': 'Unless you were told otherwise, you use the test environment {environment}.',
  'guide.test.2': 'Point your library at the metadata; it finds all addresses and keys by itself:',
  'guide.test.3':
    "The client's page in the portal has ready configuration for your library. Use PKCE, state and nonce, and check the signature and acr in the id_token.",
  'guide.test.4':
    'The verification tests in the portal cover, among other things, login, a higher level, single sign-on, and logout that begins at your service or at another.',
  'guide.users': 'Test users',
  'guide.users.1':
    'Test users you have been given already can be used again. New ones are ordered in the portal under Test users. Those on the front page are shared by all.',
  'guide.users.2': 'Real national identifiers must never be used in test. Portvakt takes synthetic ones only.',
  'guide.production': 'Production',
  'guide.production.1':
    'When the verification is done, you order production in the portal. The order holds the client_id used in test, the redirect addresses, contacts and, when a secret is to be delivered, a mobile number.',
  'guide.production.2':
    'A secret never travels in clear in a mail: it comes in an encrypted zip file, and the password by SMS. With an enterprise certificate no mobile number is needed.',
  'guide.production.3':
    'The operator looks through the order and approves it. You follow it in the portal and get a mail when something happens.',
  'guide.problems': 'Problems',
  'guide.problems.1': 'The demo services show every message of a login; compare with your own.',
  'guide.problems.2':
    'If you cannot make it work, send a case from the portal or the form, or write to {email}. Give client_id, environment and what happens. Never send secrets or tokens.',
  'guide.problems.3': 'More help:',
  'nav.portal': 'Log in to the portal',
  'step.open': 'Open',
  'guide.link.terms': 'Terms of use',
  'guide.link.order': 'Order a test client',
  'guide.link.my': 'The portal',
  'guide.link.support': 'Open a case',
  'guide.link.status': 'Service status',
  'guide.link.network': 'Addresses to open in the firewall',
  'not-found.title': 'There is no such page',
  'not-found.text': 'The address may be wrong, or the page has moved.',
  'failed.title': 'Something went wrong',
  'failed.text': 'Try again in a little while.',
} satisfies Record<PortalTextKey, string>
