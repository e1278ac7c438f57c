import type { mailOrdersNb } from './mail-orders-nb.ts'

/** Mails about orders and deliveries. */
export const mailOrdersEn = {
  'M-10.subject': 'Order {order} has been received',
  'M-10.text':
    'Hello {name},\n\nwe have received order {order} for {client} in the environment {environment}.\n\nWe answer by {target}. You need not do anything until you hear from us.\n\nSee the order: {link}\n',
  'M-10-withdrawn.subject': 'Order {order} has been withdrawn',
  'M-10-withdrawn.text':
    'Hello {name},\n\norder {order} for {client} in the environment {environment} has been withdrawn. Nothing will be made.\n\nYou can order again at any time: {link}\n',
  'M-11.subject': 'A question about order {order}',
  'M-11.text':
    'Hello {name},\n\nbefore we can go on with order {order} for {client}, we need an answer to this:\n\n{question}\n\nAnswer by {deadline}, or the order lapses: {link}\n',
  'M-12.subject': '{client} is ready in {environment}',
  'M-12.text':
    'Hello {name},\n\norder {order} has been carried out. This goes into your software. There is no secret in it.\n\n{sheet}\n\nMore about the client: {link}\n',
  'M-13.subject': 'Client secret for {client} ({environment}) – {reference}',
  'M-13.text':
    'Hello {name},\n\nthe secret of {client} at {organisation} is attached, encrypted. It is for the environment {environment} and client_id {clientId} (order {order}).\n\nThe file {file} is encrypted with AES-256. Its password comes by SMS to the number that ends in {last2}, marked {reference}. Open the file with 7-Zip, WinZip, Keka or The Unarchiver. Windows Explorer, Info-ZIP unzip 6 and Python zipfile cannot open it.\n\n1. Put the secret straight into the configuration or a vault, and delete the file.\n2. Confirm that you have it by {confirmBy}: {confirmLink}\n   The first successful use counts as confirmation too.\n3. The secret is valid to {expires}. We tell you well before it must be replaced.\n\nNo SMS? Ask for a new delivery: {resendLink}\nYou did not order this? Take the delivery back: {denyLink} or call {phone}.\n',
  'M-14.subject': 'Order {order} has been rejected',
  'M-14.text':
    'Hello {name},\n\norder {order} for {client} in the environment {environment} has been rejected.\n\nReason: {reason}\n\n{text}\n\nYou can copy the order to a new one, correct it and send it again: {link}\n',
  'M-15.subject': 'Delivery {reference} did not arrive',
  'M-15.text':
    'Hello {name},\n\ndelivery {reference} of the secret of {client} in the environment {environment} did not arrive. What failed: {channel}.\n\nThe secret has been revoked and cannot be used. Check the receiver and ask for a new delivery: {link}\n',
  'M-16.subject': 'Delivery {reference} has expired',
  'M-16.text':
    'Hello {name},\n\nnobody confirmed {reference} for {client} in the environment {environment} in time. The secret has been revoked and cannot be used.\n\nAsk for a new delivery, or order again: {link}\n',
  'M-18.subject': 'An old secret of {client} is out of use',
  'M-18.text':
    'Hello {name},\n\nthe secret {secretId} of {client} ({clientId}) in the environment {environment} is no longer valid from {date}. The replacement is done.\n\nSee the client: {link}\n',
  'M-24.subject': 'The receiver of order {order} was changed',
  'M-24.text':
    'Hello {name},\n\n{by} has changed the receiver of the secret of {client} in order {order}. The new mobile number ends in {last2}. What had been sent is revoked, and a reviewer looks at the order again.\n\nIs this wrong? Call {phone} or see the order: {link}\n',
  'M-26.first-use': 'the first use',
  'M-26.subject': 'Delivery {reference} is confirmed',
  'M-26.text':
    'Hello {name},\n\ndelivery {reference} of the secret of {client} ({clientId}) in the environment {environment} was confirmed by {by}.\n\nThe secret has the id {secretId} and is valid to {expires}.\n',
  'M-29.subject': 'Order {order} waits for you',
  'M-29.text':
    'Hello {name},\n\norder {order} for {client} waits for you. It lapses on {date} if nothing happens.\n\nSee the order: {link}\n',
} as const satisfies Readonly<Record<keyof typeof mailOrdersNb, string>>
