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
  'steps.heading': 'From start to production',
  'steps.today': 'Works today',
  'steps.later': 'Comes later',
  'step.terms': 'Accept the terms of use',
  'step.terms.text':
    'Terms are accepted before production. Testing is open to all, and this version has no terms to accept.',
  'step.order': 'Get a client',
  'step.order.text':
    'Write the client into the seed file as the example below shows. Ordering by form or mail comes later.',
  'step.configure': 'Configure your service',
  'step.configure.text':
    'Give your library the issuer, client_id, secret and redirect address. It reads the rest from the metadata.',
  'step.login': 'Login works',
  'step.login.text': 'Log in with a test user from the list below.',
  'step.verify': 'Verify',
  'step.verify.text':
    'Try login, single sign-on, levels, renewal and logout. The demo services show what it should look like. Tests that tick the boxes for you come later.',
  'step.production': 'Order production',
  'step.production.text':
    'You give the client_id from test and the redirect addresses. Today the seed file puts the client in the environment that plays production too.',
  'step.credentials': 'Receive the secret',
  'step.credentials.text':
    'In production the secret comes in an encrypted zip file and its password by SMS, which is why a mobile number is needed. Today you choose the secret yourself in the seed file.',
  'step.help': 'Get help',
  'step.help.text': 'Write to {email} with client_id, environment and what happens.',
  'client.heading': 'Add your own client',
  'client.explained':
    'Put this in a file of your own, my-clients.yaml. Change name, secret and addresses, and start Portvakt with the file:',
  'client.own-file': 'Start with a file of your own',
  'client.yaml': 'Client in the seed file',
  'client.settings.explained': 'This is what your service needs:',
  'client.settings': 'Settings of the service',
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
  'guide.terms.2': 'This version has no page for reading and accepting the terms. It comes later.',
  'guide.procedure': 'Procedure',
  'guide.procedure.1':
    'You try the service in the test environment, verify that it behaves correctly, and then order production.',
  'guide.procedure.2':
    'Give the addresses that users are to be sent back to (redirect_uris), both after login and after logout.',
  'guide.test': 'Test',
  'guide.test.1': 'Unless you were told otherwise, you use the test environment {environment}.',
  'guide.test.2': 'Point your library at the metadata; it finds all addresses and keys by itself:',
  'guide.test.3':
    'Add the client to the seed file (see the front page). Use PKCE, state and nonce, and check the signature and the acr of the id_token.',
  'guide.test.4':
    'Verify at least this: login, a cancelled login, a higher level, single sign-on to another service, logout from your service, and logout that begins at another.',
  'guide.users': 'Test users',
  'guide.users.1':
    'The test users on the front page are shared and can be reused. If you need more, add them to the seed file.',
  'guide.users.2': 'Real national identifiers must never be used in test. Portvakt takes synthetic ones only.',
  'guide.production': 'Production',
  'guide.production.1':
    'An order for production holds the client_id from test, the redirect addresses and a mobile number.',
  'guide.production.2':
    'A secret never travels in clear in a mail: it comes in an encrypted zip file, and the password by SMS. With an enterprise certificate no mobile number is needed.',
  'guide.production.3':
    'Ordering and delivery come later. The environment that plays production on this machine has its own keys and clients, so you can rehearse the move.',
  'guide.problems': 'Problems',
  'guide.problems.1': 'The demo services show every message of a login; compare with your own.',
  'guide.problems.2':
    'If it does not work, write to {email}. Give client_id, environment and what happens. Never send secrets or tokens.',
  'guide.problems.3': 'More help:',
  'not-found.title': 'There is no such page',
  'not-found.text': 'The address may be wrong, or the page has moved.',
  'failed.title': 'Something went wrong',
  'failed.text': 'Try again in a little while.',
} satisfies Record<PortalTextKey, string>
