import type { TextKey } from './nb.ts'

/** English. */
export const en = {
  'language.name': 'English',

  'layout.skip-to-content': 'Skip to main content',
  'layout.language': 'Language',
  'layout.help': 'Help and contact',
  'layout.on-the-way-to': 'You are on your way to',
  'layout.service': 'Service',
  'layout.test-environment': 'Test environment',
  'layout.test-environment-meaning': 'Only made-up people are used here. Nothing you do here is real.',
  'layout.real-format-warning':
    'This test environment also accepts made-up numbers that look real. Never use the number of a real person.',
  'layout.error-title': 'Error: {step}',
  'layout.cancel': 'Cancel',
  'layout.cancel-to-service': 'Cancel and go back to {service}',
  'layout.go-to-service': 'Go to {service}',
  'layout.continue': 'Continue',

  'selector.heading': 'Choose how to log in',
  'selector.step-up-heading': 'You need to log in at a higher security level',
  'selector.step-up':
    'You are already logged in, but this service requires a higher security level. Choose one of the ways below.',
  'selector.forced-heading': 'You need to log in again',
  'selector.forced': 'This service asks you to log in again, even if you may be logged in already.',
  'selector.cancelled-upstream': 'You cancelled the login. You can try again or choose another way.',
  'selector.upstream-failed': 'The login did not work just now. Try again, or choose another way.',
  'selector.level-too-low':
    'The way you chose gives a lower security level than the service requires. Choose another way to log in.',
  'selector.unavailable': 'Not available right now',
  'selector.none': 'No ways to log in are available right now. Please try again later.',
  'selector.help': 'What is the difference between the ways to log in, and how do I get one?',

  'eid.testid': 'Create your own test user',
  'eid.minid': 'Password and a code by SMS or in an app',
  'eid.bankid': 'Log in with BankID from your bank',
  'eid.buypass': 'Smart card or mobile from Buypass',
  'eid.commfides': 'Smart card or USB key from Commfides',
  'eid.eidas-name': 'European eID',
  'eid.eidas': 'Electronic ID from another country in Europe',

  'test-id.heading': 'Log in with TestID',
  'test-id.introduction':
    'TestID exists only in the test environment. You need no password: enter a synthetic personal identifier and choose a security level.',
  'test-id.pid': 'Personal identifier (synthetic)',
  'test-id.pid-description': '11 digits. Spaces are fine.',
  'test-id.random': 'Get a random person',
  'test-id.level': 'Security level',
  'test-id.level-low': 'Low',
  'test-id.level-substantial': 'Substantial',
  'test-id.level-high': 'High',
  'test-id.level-not-enough': 'Lower than the service requires',
  'test-id.submit': 'Authenticate',
  'test-id.other-way': 'Choose another way to log in',

  'fault.summary-heading': 'Correct this before you go on',
  'fault.pid-missing': 'Enter a personal identifier',
  'fault.pid-malformed': 'The personal identifier is not valid. Check that all 11 digits are correct',
  'fault.pid-wrong-environment': 'This environment does not accept this kind of personal identifier',
  'fault.level-missing': 'Choose a security level',
  'fault.level-too-low': 'Choose a security level that is high enough for the service',

  'consent.heading': 'A service asks for access',
  'consent.who': '{service} asks for access to this:',
  'consent.lasts': 'The access lasts for {time}.',
  'consent.one-minute': '1 minute',
  'consent.minutes': '{count} minutes',
  'consent.one-hour': '1 hour',
  'consent.hours': '{count} hours',
  'consent.one-day': '1 day',
  'consent.days': '{count} days',
  'consent.voluntary': 'Giving access is voluntary. Do it only for services that you trust.',
  'consent.no-goes-on': 'If you say no, you are logged in, and the service does not get this access.',
  'consent.no-ends': 'If you say no, you go back to the service, and it gets no access.',
  'consent.withdraw': 'You can withdraw the access at any time.',
  'consent.withdraw-how': 'How to withdraw access',
  'consent.accept': 'Yes, give access',
  'consent.decline': 'No, do not give access',
  'consent.changed': 'What you are asked has changed since it was shown. Read it again before you answer.',
  'consent.link-notice': '({host}, opens in a new tab)',

  'form-post.text': 'You are being sent on to the service. If nothing happens, choose “Continue”.',

  'logout.heading': 'You are being logged out',
  'logout.text':
    'We are logging you out of all the services you have used in this login. It takes at most {seconds} seconds, and then the page goes on by itself.',
  'logout.services': 'The services you used',
  'logout.state.confirmed': 'Logged out. The service has confirmed it',
  'logout.state.called': 'Has been told',
  'logout.state.waiting': 'Is being told',
  'logout.state.unconfirmed': 'Has not confirmed that you are logged out',
  'logout.state.not-told': 'Cannot be told from here. Log out there too',
  'logged-out.heading': 'You are logged out',
  'logged-out.text':
    'You are logged out of {product}. The services you have used in this login have been told to log you out.',
  'logged-out.some-not-told':
    'You are logged out of {product}. The services that can be told from here have been told to log you out.',
  'logged-out.unreachable': 'A service that we could not reach may still have you logged in.',
  'logged-out.close-browser': 'Are you on a computer that others use too? Close all windows of the browser.',

  'error.reference': 'Reference',
  'error.time': 'Time',
  'error.reference-text': 'If you contact us, please give us the reference and the time.',
  'error.report': 'Report this error to support',
  'error.developers': 'For developers: look the reference up',
  'error.unknown-service-link.heading': 'The link to the service does not work',
  'error.unknown-service-link.text':
    'The service you came from sent you here in a way that we do not recognise. Go back to the service and try again. If that does not help, contact the service.',
  'error.login-link-used.heading': 'The login link cannot be used',
  'error.login-link-used.text':
    'The link is too old or has been used before. Go to the service you want to use and start the login again there.',
  'error.login-already-finished.heading': 'This login is already finished',
  'error.login-already-finished.text': 'You have come back to a login that is finished. Go to the service to continue.',
  'error.login-took-too-long.heading': 'The login took too long',
  'error.login-took-too-long.text':
    'For security reasons the login must be finished within 30 minutes. Go to the service and start again.',
  'error.cookies-blocked.heading': 'Your browser is blocking cookies',
  'error.cookies-blocked.text':
    'We need cookies to log you in. Allow them for this website in the settings of your browser. Then go to the service and start again.',
  'error.eid-unavailable.heading': 'This way to log in is not available',
  'error.eid-unavailable.text':
    'The way you chose does not work right now. Wait a little and try again, or go to the service and choose another way to log in.',
  'error.eid-invalid-answer.heading': 'We could not confirm who you are',
  'error.eid-invalid-answer.text':
    'The answer from the login was not as it should be, so we had to stop. Go to the service and try again.',
  'error.identifier-not-accepted.heading': 'The personal identifier cannot be used here',
  'error.identifier-not-accepted.text':
    'This environment does not accept this kind of personal identifier. Go to the service and log in with another one.',
  'error.overloaded.heading': 'Many people want to log in right now',
  'error.overloaded.text': 'There are more logins than we can handle at once. Wait a minute and try again.',
  'error.unexpected.heading': 'Something went wrong',
  'error.unexpected.text':
    'The fault is ours, and it has been recorded. Wait a little and try again. If that does not help, please contact us.',
  'error.not-found.heading': 'We cannot find the page',
  'error.not-found.text': 'Check that the address is correct, or go to the service you want to use.',
  'error.method-not-allowed.heading': 'The page cannot be opened in this way',
  'error.method-not-allowed.text': 'Go to the service you want to use and start again there.',
  'error.too-large.heading': 'Too much was sent at once',
  'error.too-large.text':
    'The address or the form was larger than we can accept. Go to the service and try again. If that does not help, contact the service.',
  'error.cannot-log-out.heading': 'We cannot log you out',
  'error.cannot-log-out.text':
    'We found no login in this browser. You may be logged out already. Close all windows of the browser to be sure.',
  'error.bad-request.heading': 'The request cannot be handled',
  'error.bad-request.text':
    'Something in what was sent here is wrong. Go back to the service and try again. If that does not help, contact the service.',
  'error.forbidden.heading': 'You do not have access to this',
  'error.forbidden.text':
    'The page was opened from a place that we do not recognise. Go to the service and start again there.',
} as const satisfies Record<TextKey, string>
